package io.github.nanobanana.spring.ai;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.nanobanana.relay.simulator.AnswerShape;
import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;

/**
 * All that can go wrong at one relay, with charges that keep what the relay declares:
 * where failed calls are free, none of its error answers is charged; where they are
 * charged, all are for which work had begun; where nothing is said, the late ones may be.
 * What is rejected before any work is never charged, whatever the status.
 */
final class ChaosDeck {

	/** Longer than any error answer that counts as early. */
	static final Duration LATE = QuickClock.real(Duration.ofMillis(2400));

	private static final Duration SHORT = Duration.ofMillis(10);

	private final List<ChaosCard> cards = new ArrayList<>();

	private final FailedCalls declared;

	private ChaosDeck(FailedCalls declared) {
		this.declared = declared;
	}

	static List<ChaosCard> of(FailedCalls declared, QuickClock clock) {
		ChaosDeck deck = new ChaosDeck(declared);
		deck.connections();
		deck.rejections(clock);
		deck.failures();
		deck.gateways();
		deck.answers();
		return List.copyOf(deck.cards);
	}

	/** The names of all misbehaviours that the simulator offers. */
	static Set<String> factories() {
		Set<String> names = new TreeSet<>();
		Arrays.stream(Misbehaviour.class.getMethods())
			.filter((method) -> Modifier.isStatic(method.getModifiers()))
			.filter((method) -> method.getReturnType() == Misbehaviour.class)
			.forEach((method) -> names.add(method.getName()));
		return names;
	}

	private void connections() {
		add("refuseConnections", Misbehaviour.refuseConnections());
		add("refuseConnections", Misbehaviour.refuseConnections(SHORT));
		add("resetOnAccept", Misbehaviour.resetOnAccept());
		add("resetAfterRequest", Misbehaviour.resetAfterRequest());
		add("closeAfterRequest", Misbehaviour.closeAfterRequest());
		add("hang", Misbehaviour.hang());
		add("delay", Misbehaviour.delay(SHORT));
		add("delay", Misbehaviour.delay(LATE));
		add("processing", Misbehaviour.processing(3, SHORT));
		add("resetAfterHead", Misbehaviour.resetAfterHead());
		add("hangAfterHead", Misbehaviour.hangAfterHead());
		for (long bytes : new long[] { 1, 40, 5_000 }) {
			add("resetBodyAfter", Misbehaviour.resetBodyAfter(bytes));
			add("closeBodyAfter", Misbehaviour.closeBodyAfter(bytes));
			add("stallBodyAfter", Misbehaviour.stallBodyAfter(bytes));
		}
		add("trickle", Misbehaviour.trickle(8192, Duration.ofMillis(1)));
	}

	private void rejections(QuickClock clock) {
		for (int status : new int[] { 400, 404, 405, 413, 422, 429, 503 }) {
			add("status", Misbehaviour.status(status).notCharged());
		}
		grave(401, "");
		grave(403, "");
		grave(402, "billing_not_active");
		grave(403, "insufficient_user_quota");
		grave(503, "model_not_found");
		grave(500, "get_channel_failed");
		add("status", "with sensitive_words_detected", code(500, "sensitive_words_detected"));
		add("status", "with prompt_blocked", code(400, "prompt_blocked"));
		add("status", "with invalid_request", code(500, "invalid_request"));
		add("status", "with rate_limit_exceeded", code(500, "rate_limit_exceeded"));
		add("rateLimited", Misbehaviour.rateLimited(Duration.ofSeconds(2)));
		add("rateLimited", "until a time", Misbehaviour.rateLimited(clock.instant().plusSeconds(60)));
		add("emptyTooManyRequests", Misbehaviour.emptyTooManyRequests());
		add("consolePage", Misbehaviour.consolePage());
		add("answer", Misbehaviour.answer(503, Map.of("retry-after", "1"), new byte[0]));
		add("answer", Misbehaviour.answer(302, Map.of("location", "https://example.invalid/login"), new byte[0]));
		add("answer", Misbehaviour.answer(404, "text/html", "<html><title>Not here</title></html>"));
	}

	/** Errors after which somebody has to pay, or has not, as the relay declares. */
	private void failures() {
		for (int status : new int[] { 500, 502, 522 }) {
			add("status", Misbehaviour.status(status));
			late("status", Misbehaviour.status(status));
		}
		add("status", "late with bad_response_body",
				Misbehaviour.status(500, "bad_response_body", "no picture in it").after(LATE));
		add("answer", "with a veto", Misbehaviour.answer(500, Map.of("x-should-retry", "false"), new byte[0]));
		add("gatewayPage", Misbehaviour.gatewayPage(502));
		late("gatewayPage", Misbehaviour.gatewayPage(502));
		late("gatewayPage", Misbehaviour.gatewayPage(503));
		atAnyTime("errorUnderOk", Misbehaviour.errorUnderOk());
		atAnyTime("failedTask", Misbehaviour.failedTask("upstream error"));
	}

	private void gateways() {
		for (int status : new int[] { 521, 525, 530 }) {
			add("gatewayPage", Misbehaviour.gatewayPage(status));
		}
		for (int status : new int[] { 504, 520, 524 }) {
			add("gatewayPage", status + " charged", Misbehaviour.gatewayPage(status).charged());
		}
		for (int status : new int[] { 408, 409, 499, 504, 524 }) {
			add("status", Misbehaviour.status(status).charged());
		}
		add("gatewayPage", Misbehaviour.gatewayPage(520).after(SHORT).notCharged());
	}

	private void answers() {
		for (AnswerShape shape : AnswerShape.values()) {
			add("shape", Misbehaviour.shape(shape));
		}
		add("refusal", Misbehaviour.refusal());
		add("garbage", Misbehaviour.garbage());
		add("truncatedJson", Misbehaviour.truncatedJson());
		add("oversizedBody", Misbehaviour.oversizedBody(ChaosRun.MAX_RESPONSE + 1));
		add("answer", "of nothing", Misbehaviour.answer(200, "application/json", ""));
		add("answer", "without pictures", Misbehaviour.answer(200, "application/json", "{}"));
		add("answer", Misbehaviour.answer(303, Map.of("location", "/elsewhere"), new byte[0]).charged());
		add("consolePage", Misbehaviour.consolePage().after(LATE).charged());
		add("gatewayPage", Misbehaviour.gatewayPage(502).onPath("/files/**"));
	}

	private static Misbehaviour code(int status, String code) {
		return Misbehaviour.status(status, code, "said before any work").notCharged();
	}

	private void late(String factory, Misbehaviour early) {
		atAnyTime(factory, early.after(LATE));
	}

	private void atAnyTime(String factory, Misbehaviour failure) {
		add(factory, failure);
		if (this.declared == FailedCalls.UNKNOWN) {
			add(factory, failure + " charged", failure.charged());
		}
	}

	private void add(String factory, Misbehaviour misbehaviour) {
		add(factory, misbehaviour.toString(), misbehaviour);
	}

	private void add(String factory, String detail, Misbehaviour misbehaviour) {
		this.cards.add(ChaosCard.of(factory, detail, misbehaviour, false));
	}

	private void grave(int status, String code) {
		this.cards.add(ChaosCard.of("status", status + " grave " + code, code(status, code), true));
	}

}
