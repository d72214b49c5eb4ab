package io.github.nanobanana.spring.ai.relay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

/**
 * Turns a body into buffers as the wire takes them. Pictures are read on a worker, a
 * piece at a time.
 */
final class BodySender {

	/** Divisible by three, so that pieces of base64 join without padding between them. */
	private static final int PIECE = 24 * 1024;

	private BodySender() {
	}

	/**
	 * The buffers of a body.
	 * @param worker where pictures are read
	 * @param finish asked just before the last part is handed over, until when the
	 * request cannot have become whole at the other end; where it says no, the body
	 * breaks off
	 */
	static Publisher<ByteBuf> buffers(RequestBody body, Scheduler worker, BooleanSupplier finish) {
		List<RequestBody.Segment> segments = body.segments();
		int last = segments.size() - 1;
		Publisher<ByteBuf> end = Mono.defer(() -> finish.getAsBoolean() ? bytes(segments.get(last))
				: Mono.error(new IllegalStateException("The call was given up before it was sent whole.")));
		if (last == 0) {
			return end;
		}
		return Flux.fromIterable(segments.subList(0, last))
			.concatMap((segment) -> (segment instanceof RequestBody.Content content) ? picture(content, worker)
					: bytes(segment), 1)
			.concatWith(end);
	}

	private static Mono<ByteBuf> bytes(RequestBody.Segment segment) {
		return Mono.fromSupplier(() -> Unpooled.wrappedBuffer(((RequestBody.Bytes) segment).bytes()));
	}

	private static Flux<ByteBuf> picture(RequestBody.Content content, Scheduler worker) {
		return Flux.<ByteBuf, Reader>generate(() -> new Reader(content), Reader::next, Reader::close)
			.subscribeOn(worker);
	}

	/** A picture under way: exactly as many bytes as were announced, or an error. */
	private static final class Reader {

		private final RequestBody.Content content;

		private final InputStream stream;

		private long left;

		Reader(RequestBody.Content content) {
			this.content = content;
			this.left = content.content().length();
			try {
				this.stream = content.content().open();
			}
			catch (IOException | RuntimeException ex) {
				throw new UnreadableReferenceException(content.content(), ex);
			}
		}

		Reader next(SynchronousSink<ByteBuf> sink) {
			try {
				if (this.left == 0) {
					if (this.stream.read() >= 0) {
						throw new IOException("it is longer than it was before");
					}
					sink.complete();
					return this;
				}
				int wanted = (int) Math.min(PIECE, this.left);
				byte[] piece = this.stream.readNBytes(wanted);
				if (piece.length < wanted) {
					throw new EOFException("it is shorter than it was before");
				}
				this.left -= wanted;
				sink.next(Unpooled.wrappedBuffer(this.content.base64() ? Base64.getEncoder().encode(piece) : piece));
			}
			catch (IOException | RuntimeException ex) {
				sink.error(new UnreadableReferenceException(this.content.content(), ex));
			}
			return this;
		}

		void close() {
			try {
				this.stream.close();
			}
			catch (IOException | RuntimeException ex) {
				// Everything that was needed has been read
			}
		}

	}

}
