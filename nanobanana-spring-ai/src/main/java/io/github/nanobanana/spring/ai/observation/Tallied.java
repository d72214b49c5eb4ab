package io.github.nanobanana.spring.ai.observation;

/**
 * A count that never falls. An endpoint with a new address or key counts from 0 again;
 * what was read of its count before stays in.
 */
final class Tallied {

	private double before;

	private double last;

	synchronized double counted(double count) {
		if (count < this.last) {
			this.before += this.last;
		}
		this.last = count;
		return this.before + count;
	}

	synchronized double total() {
		return this.before + this.last;
	}

	@Override
	public String toString() {
		return "Tallied[" + total() + "]";
	}

}
