package io.github.nanobanana.spring.ai;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.springframework.ai.content.Media;
import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageResponse;
import org.springframework.core.io.Resource;

import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureContent;
import io.github.nanobanana.spring.ai.image.PictureFormat;
import io.github.nanobanana.spring.ai.relay.Reference;

/**
 * A picture that goes along with a prompt: a subject to keep, a style to take over, or
 * the picture to edit. It is known by its content and not by its name, and a file is read
 * only while it is sent. Immutable.
 */
public final class ReferenceImage {

	/** The most pictures that go along with one prompt; Google's limit. */
	public static final int MAX_COUNT = 14;

	/**
	 * The largest picture that goes along, in bytes; relays cut far larger requests off.
	 */
	public static final long MAX_BYTES = 20L << 20;

	private static final Set<PictureFormat> FORMATS = EnumSet.of(PictureFormat.PNG, PictureFormat.JPEG,
			PictureFormat.WEBP, PictureFormat.HEIC);

	private final Reference reference;

	private ReferenceImage(Reference reference) {
		this.reference = reference;
	}

	/**
	 * A picture in memory.
	 * @param bytes a PNG, JPEG, WebP or HEIC picture, not to be changed afterwards
	 * @return the reference
	 * @throws InvalidImageRequestException if it is no such picture or too large
	 */
	public static ReferenceImage of(byte[] bytes) {
		return checked(PictureContent.of(bytes), "The reference picture");
	}

	/**
	 * A picture behind any of Spring's resources. It is read while it is sent, once for
	 * every attempt; one that can be read once only, or does not know its length, is read
	 * now.
	 * @param resource a PNG, JPEG, WebP or HEIC picture that stays as it is
	 * @return the reference
	 * @throws InvalidImageRequestException if it cannot be read, is no such picture or
	 * too large
	 */
	public static ReferenceImage of(Resource resource) {
		String file = resource.getFilename();
		String name = "The reference picture " + Quoted.of((file != null) ? file : resource.getDescription());
		try {
			long length = resource.isOpen() ? -1 : resource.contentLength();
			return checked((length >= 0) ? PictureContent.of(length, resource::getInputStream) : whole(resource), name);
		}
		catch (IOException | IllegalStateException ex) {
			throw new InvalidImageRequestException(name + " cannot be read: check that it is there.");
		}
	}

	/** No more than is needed to see that it is too large. */
	private static PictureContent whole(Resource resource) throws IOException {
		try (InputStream stream = resource.getInputStream()) {
			return PictureContent.of(stream.readNBytes((int) MAX_BYTES + 1));
		}
	}

	/**
	 * A picture that the relay fetches itself.
	 * @param url an http or https address that the relay can reach
	 * @return the reference
	 * @throws InvalidImageRequestException if it is no such address
	 */
	public static ReferenceImage of(URI url) {
		String scheme = (url.getScheme() != null) ? url.getScheme().toLowerCase(Locale.ROOT) : "";
		if (scheme.equals("data")) {
			return ofText(url.toString());
		}
		if (!scheme.equals("https") && !scheme.equals("http") || url.getHost() == null) {
			throw new InvalidImageRequestException("The address of a reference picture must start with https:// or "
					+ "http://: give a file as a Resource in place of its address.");
		}
		return new ReferenceImage(Reference.of(url));
	}

	/**
	 * A picture that was made before, to refine it or to keep its subject.
	 * @param image an image with bytes or with an address
	 * @return the reference
	 * @throws InvalidImageRequestException if it has neither
	 */
	public static ReferenceImage of(Image image) {
		Picture arrived = (image instanceof NanoBananaImage ours) ? ours.arrivedPicture() : null;
		if (arrived != null) {
			return of(arrived);
		}
		String base64 = image.getB64Json();
		if (base64 != null) {
			return ofText(base64);
		}
		String url = image.getUrl();
		if (url == null) {
			throw new InvalidImageRequestException("The image has neither bytes nor an address to go along with.");
		}
		return ofAny(url);
	}

	/**
	 * The first picture of an earlier response.
	 * @param response a response with at least one picture
	 * @return the reference
	 * @throws InvalidImageRequestException if it has none
	 */
	public static ReferenceImage of(ImageResponse response) {
		if (response.getResults().isEmpty()) {
			throw new InvalidImageRequestException("The response holds no picture to go along with.");
		}
		return of(response.getResults().get(0).getOutput());
	}

	/**
	 * A picture in Spring AI's form for media: bytes, an address, a data URI or base64.
	 * @param media the media; its content decides and not its MIME type
	 * @return the reference
	 * @throws InvalidImageRequestException if it is no picture or too large
	 */
	public static ReferenceImage of(Media media) {
		if (media.getData() instanceof byte[] bytes) {
			return of(bytes);
		}
		return ofAny(String.valueOf(media.getData()));
	}

	private static ReferenceImage ofAny(String text) {
		return text.contains("://") ? of(address(text)) : ofText(text);
	}

	static ReferenceImage of(Picture picture) {
		return checked(PictureContent.of(picture), "The reference picture");
	}

	private static URI address(String text) {
		try {
			return URI.create(text.strip());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidImageRequestException(
					"The address of a reference picture has characters that no address has: percent-encode it.");
		}
	}

	private static ReferenceImage ofText(String text) {
		int comma = text.startsWith("data:") ? text.indexOf(',') : -1;
		try {
			String base64 = text.substring(comma + 1).replace('-', '+').replace('_', '/');
			return of(Base64.getMimeDecoder().decode(base64));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidImageRequestException("A reference picture given as text must be base64 or an address.");
		}
	}

	private static ReferenceImage checked(PictureContent content, String name) {
		if (content.length() > MAX_BYTES) {
			throw new InvalidImageRequestException("%s has %,d bytes: the limit is %,d bytes, make it smaller."
				.formatted(name, content.length(), MAX_BYTES));
		}
		if (!FORMATS.contains(content.format())) {
			throw new InvalidImageRequestException(
					name + " is no picture that models read: give a PNG, JPEG, WebP or HEIC.");
		}
		return new ReferenceImage(Reference.of(content));
	}

	Reference reference() {
		return this.reference;
	}

	boolean isPng() {
		PictureContent content = this.reference.content();
		return content != null && content.format() == PictureFormat.PNG;
	}

	@Override
	public String toString() {
		return "ReferenceImage[" + this.reference + "]";
	}

}
