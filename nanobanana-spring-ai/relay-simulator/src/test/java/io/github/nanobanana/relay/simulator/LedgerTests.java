package io.github.nanobanana.relay.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The books: exact, per key, at the right moment. */
class LedgerTests {

	@Test
	void costFollowsModelAndTier() {
		try (RelaySimulator relay = RelaySimulator.start()) {
			Fixtures.generate(relay, "nano-banana", "");
			Fixtures.generate(relay, "nano-banana-2", ",\"image_size\":\"2K\"");
			Fixtures.generate(relay, "nano-banana-2-4k", "");
			Fixtures.generate(relay, "gemini-3.1-flash-image", ",\"image_size\":\"512\"");
			assertThat(relay.ledger().entries()).extracting(LedgerEntry::price)
				.containsExactly(new BigDecimal("0.039"), new BigDecimal("0.134"), new BigDecimal("0.24"),
						new BigDecimal("0.045"));
			assertThat(relay.ledger().cost()).isEqualByComparingTo("0.458");
			assertThat(relay.ledger().charges()).isEqualTo(4);
		}
	}

	@Test
	void costWhenPriceIsConfiguredFollowsIt() {
		PriceTable prices = PriceTable.defaults().with("nano-banana-2", "1K", new BigDecimal("0.02"));
		try (RelaySimulator relay = RelaySimulator.builder().prices(prices).start()) {
			Fixtures.generate(relay, "nano-banana-2", ",\"n\":2");
			assertThat(relay.ledger().costOf("sk-test")).isEqualByComparingTo("0.04");
		}
	}

	@Test
	void chargesOfKeepKeysApart() {
		try (RelaySimulator relay = RelaySimulator.builder().key("sk-a").key("sk-b", 1).start()) {
			Fixtures.generate(relay, "nano-banana-2", "");
			assertThat(relay.ledger().chargesOf("sk-a")).isOne();
			assertThat(relay.ledger().chargesOf("sk-b")).isZero();
		}
	}

	@Test
	void quotaWhenInPicturesEndsAfterThem() {
		try (RelaySimulator relay = RelaySimulator.builder().key("sk-two", 2).start()) {
			assertThat(status(relay)).isEqualTo(200);
			assertThat(status(relay)).isEqualTo(200);
			assertThat(status(relay)).isEqualTo(403);
			assertThat(relay.ledger().charges()).isEqualTo(2);
		}
	}

	@Test
	void quotaWhenInMoneyEndsBeforeItIsOverdrawn() {
		try (RelaySimulator relay = RelaySimulator.builder().key("sk-poor", new BigDecimal("0.2")).start()) {
			assertThat(status(relay)).isEqualTo(200);
			assertThat(status(relay)).isEqualTo(403);
			assertThat(relay.ledger().cost()).isEqualByComparingTo("0.134");
		}
	}

	@Test
	void quotaWhenChargeIsRefundedIsThereAgain() {
		try (RelaySimulator relay = RelaySimulator.builder().key("sk-one", 1).start()) {
			relay.enqueue(Misbehaviour.status(500));
			assertThat(status(relay)).isEqualTo(500);
			assertThat(status(relay)).isEqualTo(200);
			assertThat(relay.ledger().entries()).extracting(LedgerEntry::charged).containsExactly(false, true);
		}
	}

	@Test
	void failureWhenFailedCallsAreNotFreeIsCharged() {
		try (RelaySimulator relay = RelaySimulator.builder().failedCallsFree(false).start()) {
			relay.enqueue(Misbehaviour.status(500));
			relay.enqueue(Misbehaviour.status(429));
			status(relay);
			status(relay);
			assertThat(relay.ledger().charges()).isOne();
		}
	}

	@Test
	void gatewayThatNeverReachedTheRelayIsNotChargedWhateverIsDeclared() {
		try (RelaySimulator relay = RelaySimulator.builder().failedCallsFree(false).start()) {
			for (int status : new int[] { 521, 523, 525, 526, 530 }) {
				relay.enqueue(Misbehaviour.gatewayPage(status));
				assertThat(status(relay)).isEqualTo(status);
			}
			assertThat(relay.ledger().charges()).isZero();
		}
	}

	@Test
	void chargeIsBookedBeforeTheWorkIsDone() {
		try (RelaySimulator relay = RelaySimulator.builder().workTime(Duration.ofMinutes(5)).start()) {
			RawCall call = RawCall.generation(relay, 100);
			assertThat(call.end()).isEqualTo(RawCall.End.SILENT);
			relay.awaitIdle(Fixtures.LONG);
			assertThat(relay.ledger().entries()).singleElement().satisfies((entry) -> {
				assertThat(entry.charged()).isTrue();
				assertThat(entry.delivered()).isZero();
				assertThat(entry.reason()).isEqualTo("client gone");
			});
		}
	}

	@Test
	void requestIdIsTheOneTheClientSaw() {
		try (RelaySimulator relay = RelaySimulator.start()) {
			String id = Fixtures.send(Fixtures.generation(relay, Fixtures.body("nano-banana", "")))
				.headers()
				.firstValue("x-request-id")
				.orElseThrow();
			assertThat(relay.ledger().entries()).singleElement().extracting(LedgerEntry::requestId).isEqualTo(id);
			assertThat(relay.requests()).singleElement().extracting(RecordedRequest::requestId).isEqualTo(id);
		}
	}

	@Test
	void chargesWhenManyAskAtOnceAreExact() {
		try (RelaySimulator relay = RelaySimulator.builder().key("sk-some", 50).start()) {
			long served = IntStream.range(0, 80).parallel().filter((number) -> status(relay) == 200).count();
			assertThat(served).isEqualTo(50);
			assertThat(relay.ledger().charges()).isEqualTo(50);
			relay.ledger().clear();
			assertThat(relay.ledger().entries()).isEmpty();
		}
	}

	private static int status(RelaySimulator relay) {
		return Fixtures.send(Fixtures.generation(relay, Fixtures.body("nano-banana-2", ""))).statusCode();
	}

}
