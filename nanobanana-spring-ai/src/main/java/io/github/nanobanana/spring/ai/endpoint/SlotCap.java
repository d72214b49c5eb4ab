package io.github.nanobanana.spring.ai.endpoint;

/**
 * How many calls an endpoint takes at once. It shrinks when the endpoint is saturated or
 * comes back from an ejection, and grows by one with each success.
 */
final class SlotCap {

	private static final int AFTER_TRIAL = 2;

	private final int most;

	private int now;

	SlotCap(int most) {
		this.most = most;
		this.now = most;
	}

	int now() {
		return this.now;
	}

	/** The endpoint declined a call while these others were in flight. */
	void saturated(int inFlight) {
		this.now = Math.min(this.now, Math.max(1, inFlight));
	}

	void returned() {
		this.now = Math.min(AFTER_TRIAL, this.most);
	}

	void succeeded() {
		this.now = Math.min(this.most, this.now + 1);
	}

	@Override
	public String toString() {
		return this.now + "/" + this.most;
	}

}
