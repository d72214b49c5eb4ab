package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.image.Base64Sink;
import io.github.nanobanana.spring.ai.image.MalformedBase64Exception;
import io.github.nanobanana.spring.ai.image.PictureTarget;

/**
 * A run of base64 under way. Not every long run is a picture (Gemini signs its thoughts
 * in base64), so one that cannot be decoded spoils the answer only if somebody asks for
 * it.
 */
final class Base64Run {

	private final PictureTarget target;

	private final Base64Sink sink;

	private @Nullable MalformedBase64Exception failure;

	Base64Run(PictureTarget target) {
		this.target = target;
		this.sink = new Base64Sink(target);
	}

	void write(byte[] ascii, int offset, int length) {
		if (this.failure == null) {
			try {
				this.sink.write(ascii, offset, length);
			}
			catch (MalformedBase64Exception ex) {
				this.failure = ex;
			}
		}
	}

	/**
	 * How much text makes the next block whole.
	 * @return {@link Base64Sink#BLOCK} exactly where a whole block may be offered
	 */
	int room() {
		return (this.failure == null) ? this.sink.room() : Base64Sink.BLOCK - 1;
	}

	/**
	 * Offers a block that nobody has looked at.
	 * @return whether it was base64 throughout and is taken
	 */
	boolean writeBlock(byte[] text) {
		return this.failure == null && this.sink.writeBlock(text);
	}

	AnswerDocument.Extract end() {
		if (this.failure == null) {
			try {
				this.sink.finish();
				return new AnswerDocument.Extract(this.target.toPicture(), null);
			}
			catch (MalformedBase64Exception ex) {
				this.failure = ex;
			}
		}
		return new AnswerDocument.Extract(null, this.failure);
	}

}
