package io.github.nanobanana.spring.boot.autoconfigure;

/**
 * When the image model is there.
 */
public enum NanoBananaImageMode {

	/**
	 * If it is selected, or if nothing is selected and there is a key or an endpoint.
	 */
	AUTO,

	/** Whatever is selected: beside another provider as a fallback bean. */
	ALWAYS,

	/** Never, even if it is selected. */
	OFF

}
