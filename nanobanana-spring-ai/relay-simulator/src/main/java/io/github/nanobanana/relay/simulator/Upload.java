package io.github.nanobanana.relay.simulator;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** A file in a request: a part of a form, or the decoded base64 of a JSON field. */
record Upload(String name, @Nullable String filename, byte[] bytes) {

	/**
	 * Return the pixels of a PNG or JPEG, or {@code null} when the header does not tell.
	 */
	@Nullable Pixels pixels() {
		if (startsWith(0x89, 'P', 'N', 'G') && this.bytes.length >= 24) {
			return sane(int32(16), int32(20));
		}
		return startsWith(0xFF, 0xD8) ? jpegPixels() : null;
	}

	/** Return whether the first bytes are those of a picture that Google takes. */
	boolean isPicture() {
		return startsWith(0x89, 'P', 'N', 'G') || startsWith(0xFF, 0xD8) || startsWith('G', 'I', 'F', '8')
				|| (startsWith('R', 'I', 'F', 'F') && at(8, 'W', 'E', 'B', 'P')) || at(4, 'f', 't', 'y', 'p');
	}

	/** New-api names the media type of a part by its file name alone. */
	String mediaType() {
		String lower = (this.filename == null) ? "" : this.filename.toLowerCase(Locale.ROOT);
		if (lower.endsWith(".jpg") || lower.endsWith(".jpeg")) {
			return "image/jpeg";
		}
		return lower.endsWith(".webp") ? "image/webp" : "image/png";
	}

	private @Nullable Pixels jpegPixels() {
		int position = 2;
		while (position + 9 < this.bytes.length && (this.bytes[position] & 0xFF) == 0xFF) {
			int marker = this.bytes[position + 1] & 0xFF;
			boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
			if (frame) {
				return sane(int16(position + 7), int16(position + 5));
			}
			position += 2 + int16(position + 2);
		}
		return null;
	}

	private static @Nullable Pixels sane(int width, int height) {
		return (width > 0 && height > 0) ? new Pixels(width, height) : null;
	}

	private int int16(int offset) {
		return ((this.bytes[offset] & 0xFF) << 8) | (this.bytes[offset + 1] & 0xFF);
	}

	private int int32(int offset) {
		return (int16(offset) << 16) | int16(offset + 2);
	}

	private boolean startsWith(int... magic) {
		return at(0, magic);
	}

	private boolean at(int offset, int... magic) {
		if (this.bytes.length < offset + magic.length) {
			return false;
		}
		for (int i = 0; i < magic.length; i++) {
			if ((this.bytes[offset + i] & 0xFF) != magic[i]) {
				return false;
			}
		}
		return true;
	}

	@Override
	public String toString() {
		return "Upload[" + this.name + ", " + this.filename + ", " + this.bytes.length + " bytes]";
	}

}
