package io.github.nanobanana.spring.ai.relay.dialect;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureException;
import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.RelayPicture;

/**
 * The pictures of an answer as they are found. A broken one counts only if it stays the
 * only one: what was paid for and did arrive is delivered.
 */
final class FoundPictures {

	private final AnswerDocument document;

	private final List<RelayPicture> pictures = new ArrayList<>();

	private final Set<URI> urls = new HashSet<>();

	private @Nullable PictureException broken;

	FoundPictures(AnswerDocument document) {
		this.document = document;
	}

	/**
	 * Decodes a picture.
	 * @return the picture, or {@code null} if the node holds none or a broken one
	 */
	@Nullable Picture decode(JsonNode node) {
		try {
			return this.document.picture(node);
		}
		catch (PictureException ex) {
			this.broken = (this.broken != null) ? this.broken : ex;
			return null;
		}
	}

	/**
	 * Decodes what may be a picture or mere words.
	 * @return the picture, or {@code null} if the node holds none
	 */
	@Nullable Picture guess(JsonNode node) {
		try {
			return this.document.picture(node);
		}
		catch (PictureException ex) {
			return null;
		}
	}

	/**
	 * Takes a picture, unless it is an address that was found before.
	 * @return whether there was anything to take
	 */
	boolean add(@Nullable URI url, @Nullable Picture picture, @Nullable String revisedPrompt) {
		if (url == null && picture == null) {
			return false;
		}
		boolean fresh = url == null || this.urls.add(url);
		if (fresh || picture != null) {
			this.pictures.add(new RelayPicture(url, picture, revisedPrompt));
		}
		return true;
	}

	/**
	 * Takes the address or the data URI that a text is.
	 */
	boolean addAddress(JsonNode node) {
		String words = this.document.words(node);
		URI url = (words != null) ? Links.parse(words) : null;
		return add(url, (url == null) ? decode(node) : null, null);
	}

	boolean isEmpty() {
		return this.pictures.isEmpty();
	}

	int count() {
		return this.pictures.size();
	}

	/**
	 * All pictures, in the relay's order.
	 * @throws PictureException if there is none but a broken one
	 */
	List<RelayPicture> all() {
		if (this.pictures.isEmpty() && this.broken != null) {
			throw this.broken;
		}
		return this.pictures;
	}

}
