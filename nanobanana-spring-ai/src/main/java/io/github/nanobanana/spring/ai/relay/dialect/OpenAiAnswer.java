package io.github.nanobanana.spring.ai.relay.dialect;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureFormat;
import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayPicture;

/**
 * The answers of image endpoints in all the shapes met in the field: {@code data} as a
 * list, an object or a bare address (new-api's tests defend against these),
 * {@code image_urls} (jiekou.ai), {@code images} (uniall), addresses in a list of their
 * own (apimart), a document inside a text (kie.ai), anything wrapped in another
 * {@code data}, blank fields beside filled ones, and one picture told twice, once as an
 * address and once as base64.
 */
final class OpenAiAnswer {

	private static final List<String> CONTAINERS = List.of("data", "images", "image_urls", "urls", "result", "results",
			"output", "outputs", "resultUrls", "resultJson");

	/** Words of an envelope, which say nothing about a picture. */
	private static final Set<String> ENVELOPE = Set.of("success", "succeeded", "ok", "成功");

	private static final int MAX_DEPTH = 12;

	private final AnswerDocument document;

	private final FoundPictures found;

	private OpenAiAnswer(AnswerDocument document) {
		this.document = document;
		this.found = new FoundPictures(document);
	}

	static RelayAnswer read(AnswerDocument document) {
		OpenAiAnswer answer = new OpenAiAnswer(document);
		JsonNode root = document.root();
		answer.collect(root, 0);
		List<RelayPicture> pictures = paired(answer.found.all());
		return new RelayAnswer(pictures, document.words(within(root, "model")), answer.words(pictures.isEmpty()),
				Usage.read(within(root, "usage")), null);
	}

	private void collect(JsonNode node, int depth) {
		if (depth > MAX_DEPTH) {
			return;
		}
		if (node.isArray()) {
			for (JsonNode entry : node) {
				collect(entry, depth + 1);
			}
		}
		else if (node.isString()) {
			if (depth > 0) {
				addBare(node, depth);
			}
		}
		else if (node.isObject() && !addEntry(node, depth)) {
			for (String name : CONTAINERS) {
				int before = this.found.count();
				collect(node.path(name), depth + 1);
				if (this.found.count() > before) {
					return;
				}
			}
		}
	}

	/** An entry of {@code data}, with an address, base64 or both. */
	private boolean addEntry(JsonNode entry, int depth) {
		JsonNode address = entry.path("url");
		JsonNode base64 = entry.path("b64_json");
		URI misplaced = url(base64);
		URI placed = url(address);
		URI url = (placed != null) ? placed : misplaced;
		Picture picture = (misplaced == null) ? this.found.decode(base64) : null;
		if (this.found.add(url, picture, this.document.words(entry.path("revised_prompt")))) {
			return true;
		}
		int before = this.found.count();
		collect(address, depth + 1);
		return this.found.count() > before;
	}

	private @Nullable URI url(JsonNode node) {
		String words = this.document.words(node);
		return (words != null) ? Links.parse(words) : null;
	}

	/** A text alone may be an address, a picture, a document or mere words. */
	private void addBare(JsonNode node, int depth) {
		if (this.found.add(url(node), null, null)) {
			return;
		}
		String words = this.document.words(node);
		if (words != null && words.startsWith("{")) {
			collect(parse(words), depth + 1);
		}
		else {
			Picture picture = (words == null) ? this.found.decode(node) : this.found.guess(node);
			if (picture != null && picture.format() != PictureFormat.UNKNOWN) {
				this.found.add(null, picture, null);
			}
		}
	}

	private static JsonNode parse(String document) {
		try {
			return JsonBody.MAPPER.readTree(document);
		}
		catch (JacksonException ex) {
			return JsonBody.MAPPER.missingNode();
		}
	}

	/** One picture in two entries, first the address and then the bytes. */
	private static List<RelayPicture> paired(List<RelayPicture> pictures) {
		if (pictures.size() < 2) {
			return pictures;
		}
		List<RelayPicture> addresses = pictures.stream().filter((entry) -> entry.picture() == null).toList();
		List<RelayPicture> bytes = pictures.stream().filter((entry) -> entry.url() == null).toList();
		if (addresses.isEmpty() || addresses.size() != bytes.size()
				|| addresses.size() + bytes.size() != pictures.size()) {
			return pictures;
		}
		List<RelayPicture> pairs = new ArrayList<>();
		for (int i = 0; i < addresses.size(); i++) {
			String revised = addresses.get(i).revisedPrompt();
			pairs.add(new RelayPicture(addresses.get(i).url(), bytes.get(i).picture(),
					(revised != null) ? revised : bytes.get(i).revisedPrompt()));
		}
		return pairs;
	}

	private @Nullable String words(boolean noPicture) {
		JsonNode root = this.document.root();
		JsonNode data = root.path("data");
		List<JsonNode> places = new ArrayList<>(List.of(root.path("text"), data.path(0).path("text"), data.path("text"),
				root.path("message"), root.path("msg")));
		if (noPicture) {
			// A refusal stands where the picture or its reworded prompt would
			places.addAll(List.of(data.path(0).path("revised_prompt"), data.path("revised_prompt"), data, data.path(0),
					data.path("message")));
		}
		for (JsonNode place : places) {
			String words = this.document.words(place);
			if (words != null && !ENVELOPE.contains(words.toLowerCase(Locale.ROOT))) {
				return words;
			}
		}
		return null;
	}

	/** A field of the answer, which may be wrapped once (success) or twice (tasks). */
	private static JsonNode within(JsonNode root, String name) {
		JsonNode holder = root;
		for (int i = 0; i < 2 && !holder.has(name); i++) {
			holder = holder.path("data");
		}
		return holder.path(name);
	}

}
