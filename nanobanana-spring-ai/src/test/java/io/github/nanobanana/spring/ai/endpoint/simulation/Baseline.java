package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What the balancers of others have in common: they choose at once.
 */
abstract class Baseline implements Balancer {

	/** No relay: the call fails. */
	static final int NONE = -1;

	final Surroundings around;

	Baseline(Surroundings around) {
		this.around = around;
	}

	abstract int choose(Call call);

	/** A call begins. */
	void began(int relay) {
	}

	/** A call that took so many seconds ended, with a failure or without. */
	void ended(int relay, @Nullable Failure failure, double seconds) {
	}

	@Override
	public final void pick(Call call, Consumer<@Nullable Ticket> then) {
		int relay = choose(call);
		then.accept((relay != NONE) ? new Counted(relay) : null);
	}

	@Override
	public boolean repeats(Failure failure, int attempts) {
		return false;
	}

	private final class Counted implements Ticket {

		private final int relay;

		private final double begun = Baseline.this.around.time().seconds();

		Counted(int relay) {
			this.relay = relay;
			began(relay);
		}

		@Override
		public int relay() {
			return this.relay;
		}

		@Override
		public void succeeded() {
			end(null);
		}

		@Override
		public void failed(Failure failure) {
			end(failure);
		}

		@Override
		public void released() {
			end(null);
		}

		private void end(@Nullable Failure failure) {
			ended(this.relay, failure, Baseline.this.around.time().seconds() - this.begun);
		}

	}

}
