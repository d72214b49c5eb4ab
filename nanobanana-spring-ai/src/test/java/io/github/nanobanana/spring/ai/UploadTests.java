package io.github.nanobanana.spring.ai;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.core.io.AbstractResource;
import reactor.core.Disposable;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.observation.AttemptObservationContext;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GptBestDialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Pictures on their way out: sources that change or fail, and relays that answer or hang
 * up before they have read the whole request.
 */
@Timeout(30)
class UploadTests {

	private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

	private static final int LARGE = 20 << 20;

	@ParameterizedTest
	@CsvSource({ "401, KEY_REJECTED", "413, REQUEST_TOO_LARGE", "429, RATE_LIMITED" })
	void callWhenRelayAnswersEarlyJudgesTheAnswer(int status, FailureKind kind) {
		for (Early early : EnumSet.range(Early.DRAINS, Early.RESETS)) {
			Source source = new Source(LARGE, (opening) -> picture(LARGE));
			try (EarlyRelay relay = new EarlyRelay(early,
					"HTTP/1.1 " + status + " No\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")) {
				RelayException failed = fail(relay.baseUrl(), source, new GptBestDialect());
				assertThat(failed.mayHaveBeenCharged()).as(early.name()).isFalse();
				if (early != Early.RESETS) {
					assertThat(failed.failure().kind()).as(early.name()).isEqualTo(kind);
				}
				source.awaitClosed();
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "FINISHES", "RESETS" })
	void callWhenRelayHangsUpInMidUploadCostsNothing(Early early) {
		Source source = new Source(LARGE, (opening) -> picture(LARGE));
		try (EarlyRelay relay = new EarlyRelay(early, "")) {
			RelayException failed = fail(relay.baseUrl(), source, new GeminiDialect());
			assertThat(failed.failure().kind()).isEqualTo(FailureKind.UNREACHABLE);
			assertThat(failed.mayHaveBeenCharged()).isFalse();
			source.awaitClosed();
		}
	}

	@Test
	void callWhenSourceChangesIsNotSentWhole() {
		assertUnreadable((opening) -> picture((opening == 1) ? 100_000 : 99_999));
		assertUnreadable((opening) -> picture((opening == 1) ? 100_000 : 100_001));
		assertUnreadable((opening) -> (opening == 1) ? picture(100_000) : null);
		assertUnreadable((opening) -> {
			if (opening > 1) {
				throw new IllegalStateException("it can be read once only");
			}
			return picture(100_000);
		});
		assertUnreadable((opening) -> (opening == 1) ? picture(100_000) : new FilterInputStream(picture(100_000)) {
			@Override
			public byte[] readNBytes(int length) {
				throw new UncheckedIOException(new IOException("disk error"));
			}
		});
	}

	private static void assertUnreadable(IntFunction<InputStream> streams) {
		try (RelaySimulator relay = RelaySimulator.start()) {
			for (RelayDialect dialect : new RelayDialect[] { new GptBestDialect(), new GeminiDialect() }) {
				Source source = new Source(100_000, streams);
				RelayException failed = fail(relay.baseUrl(), source, dialect);
				assertThat(failed.failure().kind()).isEqualTo(FailureKind.REFERENCE_UNREADABLE);
				assertThat(failed.mayHaveBeenCharged()).isFalse();
				source.awaitClosed();
			}
			assertThat(relay.ledger().charges()).isZero();
		}
	}

	@Test
	void streamWhenCancelledInMidUploadClosesTheSource() throws InterruptedException {
		Source source = new Source(LARGE, (opening) -> picture(LARGE));
		try (EarlyRelay relay = new EarlyRelay(Early.HOLDS, "");
				NanoBananaImageModel model = model(relay.baseUrl(), new GptBestDialect())) {
			Disposable call = model.stream(prompt(source)).subscribe();
			relay.awaitBegun();
			call.dispose();
			source.awaitClosed();
			assertThat(model).asString().contains("inFlight=0");
		}
	}

	@Test
	void attemptWhenCancelledInMidUploadCannotHaveBeenCharged() throws InterruptedException {
		List<AttemptObservationContext> attempts = new CopyOnWriteArrayList<>();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler((context) -> {
			if (context instanceof AttemptObservationContext attempt) {
				attempts.add(attempt);
			}
			return false;
		});
		try (EarlyRelay relay = new EarlyRelay(Early.HOLDS, "");
				NanoBananaImageModel model = builder(relay.baseUrl(), new GptBestDialect())
					.observationRegistry(registry)
					.build()) {
			Disposable call = model.stream(prompt(new Source(LARGE, (opening) -> picture(LARGE)))).subscribe();
			relay.awaitBegun();
			call.dispose();
			assertThat(attempts).singleElement().satisfies((attempt) -> {
				assertThat(attempt.getOutcome()).isEqualTo(AttemptObservationContext.CANCELLED);
				assertThat(attempt.isMaybeCharged()).isFalse();
			});
		}
	}

	private static RelayException fail(String baseUrl, Source source, RelayDialect dialect) {
		try (NanoBananaImageModel model = model(baseUrl, dialect)) {
			return catchThrowableOfType(RelayException.class, () -> model.call(prompt(source)));
		}
	}

	private static ImagePrompt prompt(Source source) {
		return new ImagePrompt("a cat", NanoBananaImageOptions.builder().references(ReferenceImage.of(source)).build());
	}

	private static NanoBananaImageModel model(String baseUrl, RelayDialect dialect) {
		return builder(baseUrl, dialect).build();
	}

	private static NanoBananaImageModelBuilder builder(String baseUrl, RelayDialect dialect) {
		return NanoBananaImageModel.builder()
			.endpoint(NanoBananaEndpoint.builder("main").baseUrl(baseUrl).apiKey("sk-wrong").dialect(dialect).build())
			.defaultOptions(NanoBananaImageOptions.builder().timeout(Duration.ofMinutes(5)).build());
	}

	private static InputStream picture(int length) {
		return new ByteArrayInputStream(Arrays.copyOf(PNG, length));
	}

	/** A source that gives another stream each time and counts those left open. */
	private static final class Source extends AbstractResource {

		private final int length;

		private final IntFunction<InputStream> streams;

		private final AtomicInteger openings = new AtomicInteger();

		private final AtomicInteger open = new AtomicInteger();

		Source(int length, IntFunction<InputStream> streams) {
			this.length = length;
			this.streams = streams;
		}

		void awaitClosed() {
			while (this.open.get() > 0 && !Thread.currentThread().isInterrupted()) {
				Thread.onSpinWait();
			}
		}

		@Override
		public long contentLength() {
			return this.length;
		}

		@Override
		public String getDescription() {
			return "test picture";
		}

		@Override
		public InputStream getInputStream() throws IOException {
			InputStream stream = this.streams.apply(this.openings.incrementAndGet());
			if (stream == null) {
				throw new IOException("it is gone");
			}
			this.open.incrementAndGet();
			return new FilterInputStream(stream) {
				@Override
				public byte[] readNBytes(int wanted) throws IOException {
					return this.in.readNBytes(wanted);
				}

				@Override
				public void close() throws IOException {
					UploadTests.Source.this.open.decrementAndGet();
					super.close();
				}
			};
		}

	}

	/** What a relay does once it has read the beginning of a request. */
	private enum Early {

		/** Answers and reads on to the end of what was announced, as good servers do. */
		DRAINS,

		/** Answers and says that it will send no more. */
		FINISHES,

		/** Answers and closes, which resets the connection. */
		RESETS,

		/** Neither answers nor reads. */
		HOLDS

	}

	/** A relay on loopback that does not wait for the whole request. */
	private static final class EarlyRelay implements AutoCloseable {

		private final ServerSocket socket;

		private final Early early;

		private final String reply;

		private final CountDownLatch begun = new CountDownLatch(1);

		EarlyRelay(Early early, String reply) {
			this.early = early;
			this.reply = reply;
			try {
				this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			Thread thread = new Thread(this::serve, "early-relay");
			thread.setDaemon(true);
			thread.start();
		}

		String baseUrl() {
			return "http://127.0.0.1:" + this.socket.getLocalPort();
		}

		void awaitBegun() throws InterruptedException {
			assertThat(this.begun.await(10, TimeUnit.SECONDS)).isTrue();
		}

		private void serve() {
			try (Socket client = this.socket.accept()) {
				client.getInputStream().readNBytes(1000);
				this.begun.countDown();
				if (this.early != Early.HOLDS) {
					client.getOutputStream().write(this.reply.getBytes(StandardCharsets.US_ASCII));
					client.getOutputStream().flush();
				}
				if (this.early == Early.FINISHES) {
					client.shutdownOutput();
				}
				if (this.early == Early.HOLDS) {
					new CountDownLatch(1).await();
				}
				if (this.early != Early.RESETS) {
					client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
				}
			}
			catch (IOException ex) {
				// The client hung up, as expected
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void close() {
			try {
				this.socket.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
