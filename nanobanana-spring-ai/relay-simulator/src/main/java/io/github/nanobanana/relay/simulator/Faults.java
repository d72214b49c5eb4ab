package io.github.nanobanana.relay.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The faults, one small type each. */
final class Faults {

	private Faults() {
	}

	/** Nobody listens on the port, for a while or until told otherwise. */
	record Refuse(@Nullable Duration duration) implements Fault {

		@Override
		public Moment moment() {
			return Moment.BEFORE_ACCEPT;
		}

		@Override
		public Mono<Void> play(Stage stage, Work work) {
			return Mono.empty();
		}

		@Override
		public Charge charge() {
			return Charge.NONE;
		}

	}

	/** The connection is taken and reset at once. */
	record ResetOnAccept() implements Fault {

		@Override
		public Moment moment() {
			return Moment.BEFORE_ACCEPT;
		}

		@Override
		public Mono<Void> play(Stage stage, Work work) {
			return stage.reset();
		}

		@Override
		public Charge charge() {
			return Charge.NONE;
		}

	}

	/** The connection ends without a byte of an answer: by RST, by FIN or never. */
	record Silence(String how) implements Fault {

		@Override
		public Moment moment() {
			return Moment.REQUEST_READ;
		}

		@Override
		public Mono<Void> play(Stage stage, Work work) {
			return switch (this.how) {
				case "reset" -> stage.reset();
				case "close" -> stage.close();
				default -> Mono.never();
			};
		}

		@Override
		public Charge charge() {
			return Charge.KEPT;
		}

	}

	/** The ordinary answer, after the delay of the misbehaviour and 102 keep-alives. */
	record Slow(int keepAlives, Duration every) implements Fault {

		private static final byte[] PROCESSING = "HTTP/1.1 102 Processing\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

		@Override
		public Moment moment() {
			return Moment.REQUEST_READ;
		}

		@Override
		public Mono<Void> play(Stage stage, Work work) {
			Mono<Void> beats = Mono.empty();
			if (this.keepAlives > 0) {
				beats = Flux.range(0, this.keepAlives)
					.concatMap((beat) -> stage.raw(PROCESSING).then(stage.pause(this.every)))
					.then();
			}
			return beats.then(stage.ordinary(work));
		}

		@Override
		public boolean delivers() {
			return true;
		}

		@Override
		public Charge charge() {
			return Charge.KEPT;
		}

	}

	/** Another answer instead. */
	record Instead(Moment moment, Answer answer, Charge charge) implements Fault {

		@Override
		public Mono<Void> play(Stage stage, Work work) {
			return stage.send(this.answer);
		}

	}

	/** An envelope with the request's own id, as new-api writes it. */
	record Envelope(Moment moment, int status, RelayError error, Map<String, String> headers,
			Charge charge) implements Fault {

		@Override
		public Mono<Void> play(Stage stage, Work work) {
			Answer envelope = stage.envelope(this.error);
			Answer answer = new Answer(this.status, envelope.headers(), envelope.pieces(), false, 0);
			for (Map.Entry<String, String> header : this.headers.entrySet()) {
				answer = answer.with(header.getKey(), header.getValue());
			}
			return stage.send(answer);
		}

	}

	/** The head and k bytes of the ordinary answer, then a reset, an end or silence. */
	record Broken(Moment moment, long bytes, String how) implements Fault {

		@Override
		public Mono<Void> play(Stage stage, Work work) {
			Answer answer = work.answer(null);
			byte[] body = answer.body();
			byte[] head = stage.head(answer);
			int kept = (int) Math.min(this.bytes, Math.max(0, body.length - 1));
			byte[] part = Arrays.copyOf(head, head.length + kept);
			System.arraycopy(body, 0, part, head.length, kept);
			Mono<Void> end = switch (this.how) {
				case "reset" -> stage.reset();
				case "close" -> stage.close();
				default -> Mono.never();
			};
			return stage.raw(part).then(end);
		}

		@Override
		public Charge charge() {
			return Charge.KEPT;
		}

	}

	/** The ordinary answer, a few bytes at a time. */
	record Trickle(int bytes, Duration every) implements Fault {

		@Override
		public Moment moment() {
			return Moment.MID_BODY;
		}

		@Override
		public Mono<Void> play(Stage stage, Work work) {
			return stage.trickle(work, this.bytes, this.every);
		}

		@Override
		public boolean delivers() {
			return true;
		}

		@Override
		public Charge charge() {
			return Charge.KEPT;
		}

	}

	/** A body of n bytes that no one holds. */
	record Oversized(long bytes) implements Fault {

		@Override
		public Moment moment() {
			return Moment.CONTENTS;
		}

		@Override
		public Mono<Void> play(Stage stage, Work work) {
			return stage.flood(this.bytes);
		}

		@Override
		public Charge charge() {
			return Charge.KEPT;
		}

	}

	/** The ordinary answer cut to its first half, with a Content-Length that agrees. */
	record Truncated() implements Fault {

		@Override
		public Moment moment() {
			return Moment.CONTENTS;
		}

		@Override
		public Mono<Void> play(Stage stage, Work work) {
			byte[] body = work.answer(null).body();
			return stage.send(Answer.of(200, "application/json", Arrays.copyOf(body, body.length / 2)));
		}

		@Override
		public Charge charge() {
			return Charge.KEPT;
		}

	}

	/** The ordinary pictures in another shape. */
	record Shaped(AnswerShape shape) implements Fault {

		@Override
		public Moment moment() {
			return Moment.CONTENTS;
		}

		@Override
		public Mono<Void> play(Stage stage, Work work) {
			Answer answer = work.answer(this.shape);
			work.answered(answer);
			return stage.send(answer);
		}

		@Override
		public boolean delivers() {
			return this.shape.hasPicture();
		}

		@Override
		public Charge charge() {
			return Charge.KEPT;
		}

	}

	/** A task instead of pictures, and the task fails when it is asked about. */
	record FailedTask(String reason) implements Fault {

		@Override
		public Moment moment() {
			return Moment.CONTENTS;
		}

		@Override
		public Mono<Void> play(Stage stage, Work work) {
			return stage.failedTask(this.reason);
		}

		@Override
		public Charge charge() {
			return Charge.BY_POLICY;
		}

	}

}
