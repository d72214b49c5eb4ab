package io.github.nanobanana.spring.ai;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;

import io.github.nanobanana.spring.ai.image.Picture;

/**
 * A picture in memory as a Spring resource.
 */
final class PictureResource extends AbstractResource {

	private final Picture picture;

	PictureResource(Picture picture) {
		this.picture = picture;
	}

	@Override
	public boolean exists() {
		return true;
	}

	@Override
	public long contentLength() throws IOException {
		return this.picture.size();
	}

	@Override
	public String getFilename() {
		return "picture." + this.picture.format().extension();
	}

	@Override
	public String getDescription() {
		return this.picture.toString();
	}

	@Override
	public InputStream getInputStream() {
		return this.picture.openStream();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PictureResource that && this.picture == that.picture;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this.picture);
	}

}
