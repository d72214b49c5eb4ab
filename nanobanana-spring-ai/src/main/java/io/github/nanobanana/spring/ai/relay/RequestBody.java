package io.github.nanobanana.spring.ai.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.nanobanana.spring.ai.image.PictureContent;

/**
 * The body of a request as a row of segments: bytes at hand, and pictures that are read,
 * and encoded where a document needs that, only while they are being sent. Its length is
 * known beforehand. Immutable, and can be sent any number of times.
 */
public final class RequestBody {

	private final List<Segment> segments;

	private final long length;

	private RequestBody(List<Segment> segments) {
		this.segments = List.copyOf(segments);
		this.length = segments.stream().mapToLong(Segment::length).sum();
	}

	/**
	 * A body of bytes at hand.
	 * @param bytes the bytes, not to be changed
	 * @return the body
	 */
	public static RequestBody of(byte[] bytes) {
		return new RequestBody(List.of(new Bytes(bytes)));
	}

	/**
	 * Starts a body of several segments.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * The length of the whole body.
	 * @return the number of bytes
	 */
	public long length() {
		return this.length;
	}

	/**
	 * The segments in the order in which they are sent.
	 * @return the segments
	 */
	public List<Segment> segments() {
		return this.segments;
	}

	@Override
	public String toString() {
		return "RequestBody[%d bytes in %d segments]".formatted(this.length, this.segments.size());
	}

	/** A part of a body. */
	public sealed interface Segment permits Bytes, Content {

		/**
		 * The length as it is sent.
		 * @return the number of bytes
		 */
		long length();

	}

	/**
	 * Bytes at hand.
	 *
	 * @param bytes the bytes, not to be changed
	 */
	public record Bytes(byte[] bytes) implements Segment {

		@Override
		public long length() {
			return this.bytes.length;
		}

	}

	/**
	 * A picture that is read while it is sent.
	 *
	 * @param content the picture
	 * @param base64 whether it is encoded on the way
	 */
	public record Content(PictureContent content, boolean base64) implements Segment {

		@Override
		public long length() {
			long raw = this.content.length();
			return this.base64 ? (raw + 2) / 3 * 4 : raw;
		}

	}

	/** Collects the segments of a body. */
	public static final class Builder {

		private final List<Segment> segments = new ArrayList<>();

		private Builder() {
		}

		/**
		 * Adds a text as UTF-8.
		 * @param text the text
		 * @return this builder
		 */
		public Builder text(String text) {
			return bytes(text.getBytes(StandardCharsets.UTF_8));
		}

		/**
		 * Adds bytes.
		 * @param bytes the bytes, not to be changed
		 * @return this builder
		 */
		public Builder bytes(byte[] bytes) {
			this.segments.add(new Bytes(bytes));
			return this;
		}

		/**
		 * Adds a picture as it is.
		 * @param content the picture
		 * @return this builder
		 */
		public Builder raw(PictureContent content) {
			this.segments.add(new Content(content, false));
			return this;
		}

		/**
		 * Adds a picture as base64.
		 * @param content the picture
		 * @return this builder
		 */
		public Builder base64(PictureContent content) {
			this.segments.add(new Content(content, true));
			return this;
		}

		/**
		 * Makes the body.
		 * @return the body
		 */
		public RequestBody build() {
			return new RequestBody(this.segments);
		}

	}

}
