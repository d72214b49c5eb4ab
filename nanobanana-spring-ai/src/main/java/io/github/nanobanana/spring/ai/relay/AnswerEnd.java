package io.github.nanobanana.spring.ai.relay;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ByteProcessor;

/**
 * Whether nothing has arrived behind the end of an answer. Netty's decoder keeps what it
 * cannot make sense of yet and reads it together with the next answer, so the bytes are
 * counted in front of it: as many as head and length say, or up to the last chunk.
 */
final class AnswerEnd implements ByteProcessor {

	/** The last chunk without trailers, a zero between two line breaks. */
	private static final long LAST_CHUNK = 0x30_0D_0A_0D_0AL;

	private static final long LAST_CHUNK_MASK = 0xFF_FF_FF_FF_FFL;

	/** All bytes of the answer so far. */
	private long total;

	/** The bytes of the head, once it is known where the head ends. */
	private long head;

	/** Line breaks in a row, without the carriage returns between them. */
	private int breaks;

	/** The last eight bytes. */
	private long tail;

	/** Takes the next bytes from the wire; the buffer stays the caller's. */
	void take(ByteBuf bytes) {
		if (this.breaks < 2) {
			int last = bytes.forEachByte(this);
			this.head += (last < 0) ? bytes.readableBytes() : last + 1 - bytes.readerIndex();
		}
		this.total += bytes.readableBytes();
		for (int i = Math.max(bytes.readerIndex(), bytes.writerIndex() - Long.BYTES); i < bytes.writerIndex(); i++) {
			this.tail = this.tail << Byte.SIZE | bytes.getByte(i) & 0xFF;
		}
	}

	@Override
	public boolean process(byte next) {
		if (next == '\n') {
			this.breaks++;
		}
		else if (next != '\r') {
			this.breaks = 0;
		}
		return this.breaks < 2;
	}

	/** Whether the last byte that has arrived is the last of this answer. */
	boolean isReached(HttpResponse response) {
		if (HttpUtil.isTransferEncodingChunked(response)) {
			return (this.tail & LAST_CHUNK_MASK) == LAST_CHUNK;
		}
		return HttpUtil.isContentLengthSet(response)
				&& this.total == this.head + HttpUtil.getContentLength(response, -1);
	}

	@Override
	public String toString() {
		return "AnswerEnd[total=%d, head=%d]".formatted(this.total, this.head);
	}

}
