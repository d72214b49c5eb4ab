package io.github.nanobanana.spring.ai.relay;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.image.PictureContent;

/**
 * A picture that goes along with a prompt: an address that the relay fetches itself, or
 * bytes that are sent. Exactly one of the two is set.
 *
 * @param url the address, or {@code null}
 * @param content the bytes, or {@code null}
 */
public record Reference(@Nullable URI url, @Nullable PictureContent content) {

	public Reference {
		if ((url == null) == (content == null)) {
			throw new IllegalArgumentException("A reference is either an address or bytes.");
		}
	}

	/**
	 * A picture that the relay fetches.
	 * @param url its address
	 * @return the reference
	 */
	public static Reference of(URI url) {
		return new Reference(url, null);
	}

	/**
	 * A picture that is sent.
	 * @param content its bytes
	 * @return the reference
	 */
	public static Reference of(PictureContent content) {
		return new Reference(null, content);
	}

	/**
	 * Names the reference without the query of its address, which may be a signature.
	 */
	@Override
	public String toString() {
		return (this.url != null) ? this.url.toString().replaceAll("[?#].*", "").replaceAll("//[^/]*@", "//***@")
				: String.valueOf(this.content);
	}

}
