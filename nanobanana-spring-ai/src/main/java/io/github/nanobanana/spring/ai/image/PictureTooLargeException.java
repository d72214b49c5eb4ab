package io.github.nanobanana.spring.ai.image;

import java.io.Serial;

/**
 * A picture beyond a cap: more bytes than may be held, or more pixels than may be decoded
 * by whoever receives it.
 */
public final class PictureTooLargeException extends PictureException {

	@Serial
	private static final long serialVersionUID = 1L;

	private PictureTooLargeException(String message) {
		super(message);
	}

	static PictureTooLargeException bytes(long maxBytes) {
		return new PictureTooLargeException("The picture is larger than the limit of " + maxBytes
				+ " bytes: raise the limit of picture bytes if pictures of this size are expected.");
	}

	static PictureTooLargeException pixels(PixelSize pixels, long maxPixels) {
		return new PictureTooLargeException("The picture measures " + pixels + ", more than the limit of " + maxPixels
				+ " pixels: raise the limit of pixels if pictures of this size are expected.");
	}

}
