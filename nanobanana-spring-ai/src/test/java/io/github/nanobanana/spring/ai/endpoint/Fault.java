package io.github.nanobanana.spring.ai.endpoint;

/**
 * What goes wrong in a scenario, from 1200 s on.
 */
enum Fault {

	NONE(0, 2400), REFUSED(1, 2400), BLACK_HOLE(1, 2400), INSTANT_500(1, 2400), SLOW(1, 2400), TWO_SLOW(2, 2400),
	CUT_60(1, 2400), FLAPPING(1, 2400), ONE_SLOT(1, 2400), RETRY_AFTER(1, 2400), ERRORS_ONE(1, 2400),
	ERRORS_ALL(4, 2400), LATE_ERRORS_ONE(1, 2400), LATE_ERRORS_FREE(1, 2400), HANG(1, 2400), KEY_REVOKED(1, 2400),
	MODEL_REMOVED(1, 2400), ALL_REFUSED(4, 600), ALL_500(4, 600);

	static final double BEGIN = 1200;

	final int relays;

	final double length;

	Fault(int relays, double length) {
		this.relays = relays;
		this.length = length;
	}

	/** What the relays of the scenario declare about failed calls. */
	FailedCalls failedCalls() {
		return (this == LATE_ERRORS_FREE) ? FailedCalls.FREE : FailedCalls.UNKNOWN;
	}

	double end() {
		return BEGIN + this.length;
	}

	boolean activeAt(double seconds) {
		return this != NONE && seconds >= BEGIN && seconds < end();
	}

}
