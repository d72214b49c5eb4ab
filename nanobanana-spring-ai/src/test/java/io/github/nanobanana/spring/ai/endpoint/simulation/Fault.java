package io.github.nanobanana.spring.ai.endpoint.simulation;

import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.endpoint.FailureCause;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;

/**
 * What goes wrong in a scenario, from 1200 s on, and for how many relays.
 */
enum Fault {

	NONE("nothing fails", 0, SimulatedRelay::queue),

	REFUSED("connection refused", 1, (relay, call) -> relay.fail(call, 0.01, Failure.of(FailureClass.NOT_SENT))),

	BLACK_HOLE("no connection in 10 s", 1, (relay, call) -> relay.fail(call, 10, Failure.of(FailureClass.NOT_SENT))),

	INSTANT_500("500 at once", 1, (relay, call) -> relay.fail(call, 0.2, Failure.of(FailureClass.FAST_FAILURE))),

	SLOW("six times slower", 1, (relay, call) -> relay.queue(call, 6)),

	TWO_SLOW("two six times slower", 2, (relay, call) -> relay.queue(call, 6)),

	CUT_60("cut at 60 s, billed", 1, Fault::cut),

	FLAPPING("a minute off, a minute on", 1, Fault::flap),

	ONE_SLOT("429 but for one slot", 1, (relay, call) -> limited(relay, call, 1)),

	RETRY_AFTER("429, Retry-After 60", 1, (relay, call) -> relay.fail(call, 0.2, Failure.rejected(60))),

	RETRY_AFTER_DATE("429, Retry-After as date", 1, Fault::closed),

	ERRORS_ONE("20 % early errors", 1, (relay, call) -> erring(relay, call, 0.5, FailureClass.FAST_FAILURE)),

	ERRORS_ALL("20 % early errors, all", Fault.ALL,
			(relay, call) -> erring(relay, call, 0.5, FailureClass.FAST_FAILURE)),

	LATE_ERRORS_ONE("20 % late errors, billed", 1, Fault::lateBilled),

	LATE_ERRORS_ALL("20 % late errors, billed, all", Fault.ALL, Fault::lateBilled),

	LATE_ERRORS_FREE("20 % late errors, free", 1, (relay, call) -> erring(relay, call, 15, FailureClass.LATE_FAILURE)),

	HANG("accepts and hangs", 1, (relay, call) -> {
	}),

	KEY_REVOKED("key revoked", 1, (relay, call) -> relay.fail(call, 0.2, Failure.rejected(FailureCause.KEY))),

	MODEL_REMOVED("model removed", 1, (relay, call) -> relay.fail(call, 0.2, Failure.rejected(FailureCause.MODEL))),

	TWO_SLOTS_BACK("refused, then two slots", 1, Fault::weakReturn),

	CANCEL_STORM("half of callers give up", 0, SimulatedRelay::queue),

	/** Every minute another endpoint gets a new key, or goes and comes back. */
	SWAPS("endpoints swapped", 0, SimulatedRelay::queue),

	/** The operator drains one endpoint, and puts it into service afterwards. */
	DRAIN("one drained", 1, SimulatedRelay::queue),

	ALL_REFUSED("all refused, 10 min", Fault.ALL,
			(relay, call) -> relay.fail(call, 0.01, Failure.of(FailureClass.NOT_SENT))),

	ALL_500("all 500, 10 min", Fault.ALL,
			(relay, call) -> relay.fail(call, 0.2, Failure.of(FailureClass.FAST_FAILURE))),

	ALL_HANG("all hang, 10 min", Fault.ALL, (relay, call) -> {
	});

	static final double BEGIN = 1200;

	private static final int ALL = 1000;

	private static final double LONG = 2400;

	private static final double SHORT = 600;

	final String title;

	private final int relays;

	private final Illness illness;

	Fault(String title, int relays, Illness illness) {
		this.title = title;
		this.relays = relays;
		this.illness = illness;
	}

	/** How many of the relays have it: the first ones. */
	int ill(int all) {
		return Math.min(this.relays, all);
	}

	/** Whether all relays are down. */
	boolean isOutage() {
		return this == ALL_REFUSED || this == ALL_500 || this == ALL_HANG;
	}

	/** Whether the scenario differs from the others with so few relays. */
	boolean fits(int all) {
		return this != TWO_SLOW || all > 2;
	}

	/** What the relays of the scenario declare about failed calls. */
	FailedCalls failedCalls() {
		return (this == LATE_ERRORS_FREE) ? FailedCalls.FREE : FailedCalls.UNKNOWN;
	}

	Illness illness() {
		return this.illness;
	}

	double end() {
		return BEGIN + (isOutage() ? SHORT : LONG);
	}

	boolean activeAt(double seconds) {
		return this != NONE && seconds >= BEGIN && seconds < end();
	}

	private static void cut(SimulatedRelay relay, SimulatedRelay.Attempt call) {
		relay.fail(call, 60, Failure.of(FailureClass.UNKNOWN));
		relay.queue(call, 3);
	}

	private static void flap(SimulatedRelay relay, SimulatedRelay.Attempt call) {
		if ((int) (relay.seconds() / 60) % 2 == 0) {
			relay.fail(call, 0.2, Failure.of(FailureClass.FAST_FAILURE));
		}
		else {
			relay.queue(call);
		}
	}

	private static void limited(SimulatedRelay relay, SimulatedRelay.Attempt call, int slots) {
		if (relay.busy() >= slots) {
			relay.fail(call, 0.2, Failure.rejected(FailureCause.RATE));
		}
		else {
			relay.queue(call);
		}
	}

	/** Closed for two of five minutes; the caller's clock is two seconds fast. */
	private static void closed(SimulatedRelay relay, SimulatedRelay.Attempt call) {
		double left = 120 - relay.seconds() % 300;
		if (left > 0) {
			relay.fail(call, 0.2, Failure.rejected(left - 2));
		}
		else {
			relay.queue(call);
		}
	}

	private static void erring(SimulatedRelay relay, SimulatedRelay.Attempt call, double after, FailureClass kind) {
		if (relay.oneIn(5)) {
			relay.fail(call, after, Failure.of(kind));
		}
		else {
			relay.queue(call);
		}
	}

	/** The relay declares nothing, and it bills. */
	private static void lateBilled(SimulatedRelay relay, SimulatedRelay.Attempt call) {
		if (relay.oneIn(5)) {
			relay.bill(call, 15);
			relay.fail(call, 15, Failure.of(FailureClass.LATE_FAILURE));
		}
		else {
			relay.queue(call);
		}
	}

	/** Whether what refused connections takes two calls at once by now. */
	static boolean isBackWeakly(double seconds) {
		return seconds >= BEGIN + LONG / 2;
	}

	private static void weakReturn(SimulatedRelay relay, SimulatedRelay.Attempt call) {
		if (isBackWeakly(relay.seconds())) {
			limited(relay, call, 2);
		}
		else {
			relay.fail(call, 0.01, Failure.of(FailureClass.NOT_SENT));
		}
	}

	/** What becomes of a call at a relay that is ill. */
	@FunctionalInterface
	interface Illness {

		void take(SimulatedRelay relay, SimulatedRelay.Attempt call);

	}

}
