package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A lease of an {@link EndpointPool}; whichever settlement comes first is handed on.
 */
final class PooledLease implements Lease {

	private final EndpointState state;

	private final Endpoint endpoint;

	private final CallProfile profile;

	private final Mode mode;

	private final long begun;

	private final Consumer<Settlement> settle;

	private final AtomicBoolean settled = new AtomicBoolean();

	PooledLease(EndpointState state, CallProfile profile, Mode mode, long begun, Consumer<Settlement> settle) {
		this.state = state;
		this.endpoint = state.endpoint();
		this.profile = profile;
		this.mode = mode;
		this.begun = begun;
		this.settle = settle;
	}

	EndpointState state() {
		return this.state;
	}

	CallProfile profile() {
		return this.profile;
	}

	Mode mode() {
		return this.mode;
	}

	long begun() {
		return this.begun;
	}

	@Override
	public Endpoint endpoint() {
		return this.endpoint;
	}

	@Override
	public boolean trial() {
		return this.mode != Mode.REGULAR;
	}

	@Override
	public void succeeded() {
		settle(new Settlement(this, Settlement.Result.SUCCESS, null, FailureCause.OTHER, null));
	}

	@Override
	public void failed(FailureClass failureClass, FailureCause cause, @Nullable Duration retryAfter) {
		settle(new Settlement(this, Settlement.Result.FAILURE, failureClass, cause, retryAfter));
	}

	@Override
	public void released() {
		settle(new Settlement(this, Settlement.Result.RELEASE, null, FailureCause.OTHER, null));
	}

	private void settle(Settlement settlement) {
		if (this.settled.compareAndSet(false, true)) {
			this.settle.accept(settlement);
		}
	}

	@Override
	public String toString() {
		return "Lease[%s, %s, settled=%s]".formatted(endpoint().id(), this.mode, this.settled);
	}

	/**
	 * Why the endpoint was leased.
	 */
	enum Mode {

		/** It was the best of those that are well. */
		REGULAR,

		/** Its rest is over, and this call finds out how it is. */
		TRIAL,

		/** Its rest is over, and no other endpoint is usable. */
		LONE_TRIAL,

		/** No endpoint is usable, and it was not asked for a while. */
		LAST_RESORT

	}

}
