package io.github.nanobanana.relay.simulator;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What a route decided to do about a request: already validated and charged, not answered
 * yet. Pictures are drawn only when the answer is asked for, so that a request that is
 * left hanging costs no time.
 */
final class Work {

	private final Ledger.@Nullable Ticket ticket;

	private final boolean generation;

	private final Duration time;

	private final Function<@Nullable AnswerShape, Answer> answer;

	private boolean charged = true;

	private @Nullable String reason;

	private Work(Ledger.@Nullable Ticket ticket, boolean generation, Duration time,
			Function<@Nullable AnswerShape, Answer> answer) {
		this.ticket = ticket;
		this.generation = generation;
		this.time = time;
		this.answer = answer;
	}

	static Work free(Answer answer) {
		return new Work(null, false, Duration.ZERO, (shape) -> answer);
	}

	static Work free(Supplier<Answer> answer) {
		return new Work(null, false, Duration.ZERO, (shape) -> answer.get());
	}

	static Work charged(Ledger.Ticket ticket, Duration time, Function<@Nullable AnswerShape, Answer> answer) {
		return new Work(ticket, true, time, answer);
	}

	/** Hands out pictures that another request has paid for. */
	static Work collecting(Ledger.Ticket ticket, Answer answer) {
		return new Work(ticket, false, Duration.ZERO, (shape) -> answer);
	}

	Duration time() {
		return this.time;
	}

	Answer answer(@Nullable AnswerShape shape) {
		return this.answer.apply(shape);
	}

	/** The answer is about to leave the house. */
	void answered(Answer reply) {
		if (!this.generation && this.ticket != null && reply.pictures() > 0) {
			this.ticket.deliver(reply.pictures());
		}
		if (this.generation) {
			book((reply.pictures() > 0) ? "answered" : "answered without a picture", reply.pictures());
		}
	}

	/** A misbehaviour decides who pays. */
	synchronized void settle(boolean kept, String because) {
		this.charged = kept;
		this.reason = because;
		if (this.generation) {
			book(because, 0);
		}
	}

	/** The client went away before it had everything: that changes no charge. */
	void lost() {
		if (this.generation) {
			book("client gone", 0);
		}
	}

	private synchronized void book(String because, int delivered) {
		if (this.ticket != null) {
			this.ticket.book(this.charged, (this.reason != null) ? this.reason : because, delivered);
		}
	}

	@Override
	public String toString() {
		return "Work[" + (this.generation ? "generation" : "free") + "]";
	}

}
