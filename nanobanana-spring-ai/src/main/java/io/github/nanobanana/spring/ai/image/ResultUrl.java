package io.github.nanobanana.spring.ai.image;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The address of a picture, absolute, with http or https and a host. As text it is
 * scheme, host and path only, fit for messages.
 */
final class ResultUrl {

	private final URI uri;

	private final String scheme;

	private ResultUrl(URI uri, String scheme) {
		this.uri = uri;
		this.scheme = scheme;
	}

	static ResultUrl of(URI uri) {
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (!scheme.equals("https") && !scheme.equals("http")) {
			throw PictureDownloadException
				.lasting("The picture's address is not an http or https URL: ask the relay for b64_json instead.");
		}
		if (uri.getHost() == null || uri.getRawUserInfo() != null) {
			throw PictureDownloadException
				.lasting("The picture's address has no plain host name: ask the relay for b64_json instead.");
		}
		return new ResultUrl(uri, scheme);
	}

	/**
	 * Follows a {@code Location} header, which may be relative.
	 */
	ResultUrl redirect(@Nullable String location) {
		if (location == null) {
			throw PictureDownloadException.lasting("The server of " + this
					+ " redirects without saying where to: ask the relay for a new picture URL.");
		}
		try {
			return of(this.uri.resolve(new URI(location)));
		}
		catch (URISyntaxException ex) {
			// The cause would quote the location with its query
			throw PictureDownloadException.lasting("The server of " + this
					+ " redirects to something that is no URL: ask the relay for b64_json instead.");
		}
	}

	URI uri() {
		return this.uri;
	}

	boolean isHttps() {
		return this.scheme.equals("https");
	}

	boolean hasOriginOf(@Nullable URI other) {
		return other != null && other.getHost() != null && this.uri.getHost().equalsIgnoreCase(other.getHost())
				&& this.scheme.equalsIgnoreCase(other.getScheme())
				&& port(this.scheme, this.uri) == port(this.scheme, other);
	}

	private static int port(String scheme, URI uri) {
		if (uri.getPort() != -1) {
			return uri.getPort();
		}
		return scheme.equals("https") ? 443 : 80;
	}

	@Override
	public String toString() {
		String port = (this.uri.getPort() != -1) ? ":" + this.uri.getPort() : "";
		return this.scheme + "://" + this.uri.getHost() + port + this.uri.getRawPath();
	}

}
