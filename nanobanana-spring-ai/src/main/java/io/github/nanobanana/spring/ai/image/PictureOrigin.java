package io.github.nanobanana.spring.ai.image;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * Who answered with a picture's address. What has the scheme, host and port of it is
 * trusted like itself.
 *
 * @param url the base URL of the endpoint, or {@code null} if nobody is trusted
 * @param transport the way to that endpoint, or {@code null} for that of all downloads
 */
record PictureOrigin(@Nullable URI url, @Nullable HttpTransport transport) {

	static final PictureOrigin NONE = new PictureOrigin(null, null);

}
