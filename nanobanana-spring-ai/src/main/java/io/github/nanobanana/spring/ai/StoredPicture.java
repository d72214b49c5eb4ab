package io.github.nanobanana.spring.ai;

import org.springframework.core.io.Resource;

import io.github.nanobanana.spring.ai.archive.PictureRecord;

/**
 * A picture in the archive with what is known of it.
 *
 * @param name its name in the archive, without an extension
 * @param details how it came about
 * @param content its bytes
 */
public record StoredPicture(String name, PictureRecord details, Resource content) {

	/**
	 * The options that ask for the picture again: one version, with the seed that was
	 * sent, and without the pictures that went along.
	 * @return options of which each can be changed by {@code mutate()}
	 * @throws IllegalArgumentException if the record was changed and can be read no more
	 */
	public NanoBananaImageOptions toOptions() {
		NanoBananaImageOptions.Builder options = OptionNames.read(this.details.options()).n(1);
		return ((this.details.seed() != null) ? options.seed(this.details.seed()) : options).build();
	}

	/**
	 * Names the picture without its prompt, which may be private.
	 */
	@Override
	public String toString() {
		return "StoredPicture[" + this.name + ", " + this.details + "]";
	}

}
