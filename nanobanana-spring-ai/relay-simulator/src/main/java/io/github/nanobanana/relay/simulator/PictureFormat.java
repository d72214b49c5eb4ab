package io.github.nanobanana.relay.simulator;

/** File format of the drawn pictures. */
public enum PictureFormat {

	/** Lossless, the default. */
	PNG("png", "image/png"),

	/** What the third generation of the models often answers, whatever was asked for. */
	JPEG("jpg", "image/jpeg");

	private final String extension;

	private final String mediaType;

	PictureFormat(String extension, String mediaType) {
		this.extension = extension;
		this.mediaType = mediaType;
	}

	/**
	 * Return the file name extension.
	 * @return the extension without a dot
	 */
	public String extension() {
		return this.extension;
	}

	/**
	 * Return the media type.
	 * @return the media type, such as {@code image/png}
	 */
	public String mediaType() {
		return this.mediaType;
	}

}
