package io.github.nanobanana.spring.ai.endpoint;

/**
 * How many calls an endpoint takes at once. It shrinks when the endpoint is saturated or
 * comes back from an ejection, and grows with successes: by one each at first, more
 * slowly where growing led to saturation again.
 */
final class SlotCap {

	private static final int AFTER_TRIAL = 2;

	private static final int SLOWEST = 4;

	private int most;

	private int now;

	private int successesPerStep = 1;

	private int successes;

	private boolean grown;

	SlotCap(int most) {
		this.most = most;
		this.now = most;
	}

	int now() {
		return this.now;
	}

	/** The configured cap changed; what was learnt below it stays. */
	void resize(int most) {
		this.now = (this.now == this.most) ? most : Math.min(this.now, most);
		this.most = most;
	}

	/** The endpoint declined a call while these others were in flight. */
	void saturated(int inFlight) {
		if (this.grown) {
			this.successesPerStep = Math.min(SLOWEST, 2 * this.successesPerStep);
		}
		this.grown = false;
		this.successes = 0;
		this.now = Math.min(this.now, Math.max(1, inFlight));
	}

	/**
	 * The endpoint delivered after an ejection.
	 * @param alone whether all calls depend on it, so that it has to show soon what it
	 * can take
	 */
	void returned(boolean alone) {
		this.now = Math.min(alone ? Math.max(AFTER_TRIAL, this.most / 2) : AFTER_TRIAL, this.most);
		this.successesPerStep = 1;
		this.successes = 0;
		this.grown = false;
	}

	void succeeded() {
		this.successes++;
		if (this.now < this.most && this.successes >= this.successesPerStep) {
			this.now++;
			this.grown = true;
			this.successes = 0;
		}
		if (this.now == this.most) {
			this.successesPerStep = 1;
			this.grown = false;
		}
	}

	@Override
	public String toString() {
		return this.now + "/" + this.most;
	}

}
