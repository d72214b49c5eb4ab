package io.github.nanobanana.spring.ai.image;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How far one download has come over its attempts, so that the next one can go on where
 * the last broke off. It does so only behind a validator that tells one picture from
 * another byte for byte; without one each attempt begins anew. For use by one attempt at
 * a time.
 */
final class DownloadProgress {

	/** RFC 9110, 14.4. */
	private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

	private final PictureIntake intake;

	private final long maxBytes;

	private PictureTarget target;

	private @Nullable ContentInflater inflater;

	private @Nullable String validator;

	private @Nullable RuntimeException failure;

	DownloadProgress(PictureIntake intake, long maxBytes) {
		this.intake = intake;
		this.maxBytes = maxBytes;
		this.target = new PictureBuffer(maxBytes);
	}

	/** Asks for the rest, if something is there and can be told from anything else. */
	void ask(HttpHeaders headers) {
		String known = this.validator;
		if (known != null && this.target.size() > 0) {
			headers.set(HttpHeaderNames.RANGE, "bytes=" + this.target.size() + "-")
				.set(HttpHeaderNames.IF_RANGE, known);
		}
		else {
			headers.remove(HttpHeaderNames.RANGE).remove(HttpHeaderNames.IF_RANGE);
		}
	}

	/**
	 * The picture comes from its first byte.
	 * @throws PictureTooLargeException if it says that it is larger than the cap
	 */
	void begin(HttpHeaders headers) {
		startOver();
		long length = length(headers.get(HttpHeaderNames.CONTENT_LENGTH));
		String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
		if (length > this.maxBytes) {
			throw PictureTooLargeException.bytes(this.maxBytes);
		}
		this.inflater = ContentInflater.of(encoding);
		this.target = this.intake.open(this.maxBytes, (this.inflater == null) ? length : 0);
		boolean offered = !"none".equalsIgnoreCase(headers.get(HttpHeaderNames.ACCEPT_RANGES));
		this.validator = (ContentInflater.isIdentity(encoding) && offered) ? validator(headers) : null;
	}

	/**
	 * The picture goes on.
	 * @return whether it goes on exactly where it broke off; if not, the next attempt
	 * begins anew
	 */
	boolean goOn(HttpHeaders headers) {
		Matcher range = CONTENT_RANGE.matcher(headers.get(HttpHeaderNames.CONTENT_RANGE, "").strip());
		boolean fits = this.validator != null && this.validator.equals(validator(headers)) && range.matches()
				&& Long.parseLong(range.group(1)) == this.target.size()
				&& ContentInflater.isIdentity(headers.get(HttpHeaderNames.CONTENT_ENCODING));
		if (!fits) {
			startOver();
		}
		return fits;
	}

	void startOver() {
		closeInflater();
		PictureIntake.discard(this.target);
		this.target = new PictureBuffer(this.maxBytes);
		this.validator = null;
		this.failure = null;
	}

	/**
	 * Takes the next bytes; the buffer stays the caller's.
	 * @return whether they cannot be taken and the rest need not be read
	 */
	boolean take(ByteBuf part) {
		ContentInflater compressed = this.inflater;
		try {
			if (compressed == null) {
				append(part);
			}
			else {
				compressed.write(part, this::append);
			}
		}
		catch (RuntimeException ex) {
			this.failure = ex;
		}
		return this.failure != null;
	}

	void throwFailure() {
		if (this.failure != null) {
			throw this.failure;
		}
	}

	private void append(ByteBuf part) {
		for (ByteBuffer piece : part.nioBuffers()) {
			this.target.write(piece);
		}
	}

	/** Whether a compressed body broke off; of others the connection tells. */
	boolean isCut() {
		return this.inflater != null && !this.inflater.isWhole();
	}

	long size() {
		return this.target.size();
	}

	Picture toPicture() {
		closeInflater();
		return this.target.toPicture();
	}

	private void closeInflater() {
		if (this.inflater != null) {
			this.inflater.close();
			this.inflater = null;
		}
	}

	/**
	 * A strong entity tag, else a date of change that is at least a second older than the
	 * answer (RFC 9110, 8.8.2.2 and 13.1.5).
	 */
	private static @Nullable String validator(HttpHeaders headers) {
		String tag = headers.get(HttpHeaderNames.ETAG);
		if (tag != null) {
			return tag.strip().startsWith("\"") ? tag.strip() : null;
		}
		String changed = headers.get(HttpHeaderNames.LAST_MODIFIED);
		Instant then = instant(changed);
		Instant now = instant(headers.get(HttpHeaderNames.DATE));
		return (then != null && now != null && then.isBefore(now)) ? changed : null;
	}

	private static @Nullable Instant instant(@Nullable String date) {
		try {
			return (date != null) ? DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip(), Instant::from) : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static long length(@Nullable String header) {
		try {
			return (header != null) ? Long.parseLong(header.trim()) : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	@Override
	public String toString() {
		return "DownloadProgress[" + this.target + "]";
	}

}
