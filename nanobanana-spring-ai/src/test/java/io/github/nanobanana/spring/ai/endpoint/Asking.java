package io.github.nanobanana.spring.ai.endpoint;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;

/**
 * A call that asks for an endpoint and may have to wait for it.
 */
final class Asking extends BaseSubscriber<LeaseAnswer> {

	private final List<LeaseAnswer> answers = new ArrayList<>();

	@Override
	protected void hookOnNext(LeaseAnswer answer) {
		this.answers.add(answer);
	}

	boolean waits() {
		return this.answers.isEmpty() && !isDisposed();
	}

	/** The answer, of which there is never more than one. */
	@Nullable LeaseAnswer answer() {
		if (this.answers.size() > 1) {
			throw new AssertionError("Answered more than once: " + this.answers);
		}
		return this.answers.isEmpty() ? null : this.answers.get(0);
	}

	Lease lease() {
		if (answer() instanceof Lease lease) {
			return lease;
		}
		throw new AssertionError("No lease but " + answer());
	}

	NoLease none() {
		if (answer() instanceof NoLease none) {
			return none;
		}
		throw new AssertionError("Not turned away but " + answer());
	}

}
