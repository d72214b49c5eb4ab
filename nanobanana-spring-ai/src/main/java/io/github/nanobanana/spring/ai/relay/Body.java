package io.github.nanobanana.spring.ai.relay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.github.nanobanana.spring.ai.image.ContentInflater;
import io.github.nanobanana.spring.ai.image.PictureIntake;
import io.github.nanobanana.spring.ai.relay.Evidence.BodyForm;

/**
 * The body of an answer while it arrives: a document for the {@link AnswerReader}, or a
 * page or other text of which only the beginning is kept. A body that is compressed
 * although nobody asked for it is inflated, up to the same limit.
 */
final class Body {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	/** How much of a body is kept for a message in case that it is no document. */
	private static final int BEGINNING = 4096;

	private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

	private final RelayLimits limits;

	private final AnswerReader reader;

	private byte[] beginning = new byte[0];

	private final @Nullable ContentInflater inflater;

	private long received;

	private long size;

	private boolean html;

	private boolean begun;

	private @Nullable AnswerDocument document;

	private boolean parsed;

	Body(RelayLimits limits, AnswerHead head, PictureIntake intake) {
		this.limits = limits;
		this.html = head.isHtml();
		this.reader = new AnswerReader(MAPPER, intake, limits.maxPictureBytes(), limits.maxDocumentBytes());
		this.inflater = ContentInflater.of(head.headers().get("content-encoding"));
		if (head.contentLength() > limits.maxResponseBytes()) {
			throw new AnswerTooLargeException(limits.maxResponseBytes());
		}
	}

	/**
	 * Takes the next bytes; the buffer stays the caller's.
	 * @return whether enough is known and the rest need not be read
	 */
	boolean take(ByteBuf bytes) {
		this.received = checked(this.received + bytes.readableBytes());
		if (this.inflater == null) {
			takePlain(bytes);
		}
		else {
			this.inflater.write(bytes, this::takePlain);
		}
		return this.html && this.beginning.length == BEGINNING;
	}

	private long checked(long bytes) {
		if (bytes > this.limits.maxResponseBytes()) {
			throw new AnswerTooLargeException(this.limits.maxResponseBytes());
		}
		return bytes;
	}

	private void takePlain(ByteBuf bytes) {
		this.size = checked(this.size + bytes.readableBytes());
		lookAtFirst(bytes);
		keepFirst(bytes);
		if (!this.html) {
			this.reader.write(bytes);
		}
	}

	private void keepFirst(ByteBuf bytes) {
		int length = Math.min(bytes.readableBytes(), BEGINNING - this.beginning.length);
		if (length > 0) {
			int kept = this.beginning.length;
			this.beginning = Arrays.copyOf(this.beginning, kept + length);
			bytes.getBytes(bytes.readerIndex(), this.beginning, kept, length);
		}
	}

	/**
	 * A page begins with a tag, a document with a brace or a bracket; both may stand
	 * behind blanks and a byte order mark.
	 */
	private void lookAtFirst(ByteBuf bytes) {
		for (int i = bytes.readerIndex(); !this.begun && i < bytes.writerIndex(); i++) {
			byte first = bytes.getByte(i);
			if ((first < 0 || first > ' ') && BYTE_ORDER_MARK.indexOf(first & 0xFF) < 0) {
				this.begun = true;
				char next = (i + 1 < bytes.writerIndex()) ? (char) bytes.getByte(i + 1) : 'h';
				boolean tag = first == '<' && (Character.isLetter(next) || next == '!' || next == '?');
				this.html = tag || this.html && first != '{' && first != '[';
			}
		}
	}

	/**
	 * The document, once the whole body has been taken.
	 * @return the document, or {@code null} if the body is none
	 */
	@Nullable AnswerDocument document() {
		if (!this.parsed && !this.html && this.begun) {
			this.parsed = true;
			try {
				this.document = this.reader.finish();
			}
			catch (JacksonException ex) {
				this.document = null;
			}
		}
		return this.document;
	}

	BodyForm form() {
		if (!this.begun) {
			return BodyForm.EMPTY;
		}
		if (this.html) {
			return BodyForm.HTML;
		}
		return (document() != null) ? BodyForm.JSON : BodyForm.OTHER;
	}

	/**
	 * What the body says to a person, if it is no document. Not shortened: a key that was
	 * cut in two would no longer be recognised.
	 */
	@Nullable String words() {
		return switch (form()) {
			case EMPTY -> "the answer is empty";
			case HTML -> Words.title(beginning());
			case JSON -> null;
			case OTHER -> beginning();
		};
	}

	private String beginning() {
		return new String(this.beginning, StandardCharsets.UTF_8);
	}

}
