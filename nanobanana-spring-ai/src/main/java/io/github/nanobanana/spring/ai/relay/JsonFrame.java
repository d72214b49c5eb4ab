package io.github.nanobanana.spring.ai.relay;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Whether bytes are exactly one JSON object or array, blanks around it aside. Only
 * strings and brackets are followed, as the end depends on nothing else. Used on an event
 * loop, so a body above {@value #LONGEST} bytes is none.
 */
final class JsonFrame implements ByteProcessor {

	/** Answers that hold addresses are far below; those that hold pictures far above. */
	static final int LONGEST = 16 * 1024;

	private int length;

	private int depth;

	private boolean inString;

	private boolean escaped;

	private boolean begun;

	private boolean unlike;

	/** Takes the next bytes; the buffer stays the caller's. */
	void take(ByteBuf bytes) {
		this.length += Math.min(bytes.readableBytes(), LONGEST + 1);
		this.unlike |= this.length > LONGEST;
		if (!this.unlike) {
			bytes.forEachByte(this);
		}
	}

	@Override
	public boolean process(byte next) {
		if (this.inString) {
			this.inString = this.escaped || next != '"';
			this.escaped = !this.escaped && next == '\\';
			return true;
		}
		switch (next) {
			case '{', '[' -> open();
			case '}', ']' -> this.depth--;
			case '"' -> this.inString = true;
			case ' ', '\t', '\r', '\n' -> {
				return true;
			}
			default -> {
			}
		}
		boolean ends = next == '}' || next == ']';
		this.unlike |= this.depth < (ends ? 0 : 1);
		return !this.unlike;
	}

	private void open() {
		this.unlike |= this.begun && this.depth == 0;
		this.begun = true;
		this.depth++;
	}

	/** Whether all that was taken is one document, from its first byte to its last. */
	boolean isWhole() {
		return this.begun && this.depth == 0 && !this.unlike;
	}

	@Override
	public String toString() {
		return "JsonFrame[length=%d, depth=%d, whole=%s]".formatted(this.length, this.depth, isWhole());
	}

}
