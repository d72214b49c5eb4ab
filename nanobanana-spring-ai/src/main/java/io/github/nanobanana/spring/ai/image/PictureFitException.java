package io.github.nanobanana.spring.ai.image;

import java.io.Serial;

import org.springframework.core.NestedExceptionUtils;

/**
 * A picture that could not be brought to the asked size. The received one is whole and
 * unchanged: whoever paid for it should still get it.
 */
public final class PictureFitException extends PictureException {

	@Serial
	private static final long serialVersionUID = 1L;

	private PictureFitException(String message, Throwable cause) {
		super(message, cause);
	}

	private PictureFitException(String message) {
		super(message);
	}

	static PictureFitException format(PictureFormat format) {
		return new PictureFitException("The picture is of the format " + format
				+ ", which cannot be brought to another size here: ask the relay for PNG or JPEG, or take it in"
				+ " the size that it has.");
	}

	static PictureFitException target(PixelSize target, String limit) {
		return new PictureFitException("A picture of " + target + " is more than " + limit
				+ ": ask for fewer pixels, or take it in the size that it has.");
	}

	static PictureFitException damaged(Picture picture, String problem) {
		return new PictureFitException(damagedText(picture, problem));
	}

	/**
	 * Names what lies behind a failure. The JDK's readers wrap even an exhausted heap.
	 */
	static PictureFitException of(Picture picture, Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		String message = damagedText(picture, "its pixels cannot be read");
		if (cause instanceof OutOfMemoryError) {
			message = text(picture, "the heap is too small for it: give the JVM more memory, fit fewer at once, or");
		}
		else if (cause instanceof LinkageError) {
			message = text(picture, "this Java lacks its imaging: run one with the module java.desktop, or");
		}
		return new PictureFitException(message, failure);
	}

	private static String damagedText(Picture picture, String problem) {
		return text(picture, problem + ": it is damaged or of a kind that Java does not decode, so");
	}

	private static String text(Picture picture, String problem) {
		return picture + " was not brought to the asked size, since " + problem + " take it in the size that it has.";
	}

}
