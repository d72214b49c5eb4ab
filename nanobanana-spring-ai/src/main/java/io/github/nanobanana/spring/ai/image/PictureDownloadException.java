package io.github.nanobanana.spring.ai.image;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * A result URL that could not be downloaded, or may not be. The message names scheme,
 * host and path of the URL; its query can be a signature and is left out.
 */
public final class PictureDownloadException extends PictureException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final boolean worthRetrying;

	private PictureDownloadException(String message, boolean worthRetrying, @Nullable Throwable cause) {
		super(message, cause);
		this.worthRetrying = worthRetrying;
	}

	/** A failure that the same GET would meet again. */
	static PictureDownloadException lasting(String message) {
		return new PictureDownloadException(message, false, null);
	}

	/** A failure that may have passed a moment later. */
	static PictureDownloadException passing(String message, @Nullable Throwable cause) {
		return new PictureDownloadException(message, true, cause);
	}

	static PictureDownloadException unexpected(String message, Throwable cause) {
		return new PictureDownloadException(message, false, cause);
	}

	boolean isWorthRetrying() {
		return this.worthRetrying;
	}

	PictureDownloadException afterAttempts(long attempts) {
		return new PictureDownloadException(getMessage() + " It was tried " + attempts + " times.", false, getCause());
	}

}
