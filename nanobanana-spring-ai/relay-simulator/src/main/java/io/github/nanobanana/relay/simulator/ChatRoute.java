package io.github.nanobanana.relay.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/chat/completions} with an image model: the picture comes as Markdown or
 * in {@code message.images}, see {@link ChatPicture}.
 */
final class ChatRoute implements Router.Route {

	private final Studio studio;

	ChatRoute(Studio studio) {
		this.studio = studio;
	}

	@Override
	public @Nullable Work begin(Exchange exchange) {
		if (!exchange.path().equals("/v1/chat/completions") || !"POST".equals(exchange.request().method())) {
			return null;
		}
		Key key = exchange.requireKey();
		ImageJob job = read(exchange);
		boolean stream = Json.flag(exchange.body().json(), "stream");
		return this.studio.begin(exchange, key, job, (shape) -> {
			boolean picture = !job.isRefused() && (shape == null || shape.hasPicture());
			ObjectNode message = message(exchange, job, picture);
			Answer answer = stream ? streamed(exchange, job, message) : Answer.ok(whole(exchange, job, message));
			return answer.delivering(picture ? 1 : 0);
		});
	}

	private ImageJob read(Exchange exchange) {
		JsonNode body = exchange.body().json();
		String name = Json.string(body, "model");
		if (name == null || name.isBlank()) {
			throw RelayError.invalidRequest("model is required");
		}
		Model model = exchange.requireModel(name);
		if (model.family().isOpenAi()) {
			throw RelayError.bad("model", "This is not a chat model: " + name);
		}
		List<Upload> references = new ArrayList<>();
		String prompt = prompt(body.path("messages"), references);
		if (prompt.isBlank()) {
			throw RelayError.invalidRequest("field messages is required");
		}
		this.studio.requirePictures(references);
		this.studio.screen(prompt);
		JsonNode image = Json.either(body, "image_config", "imageConfig");
		PictureSpec spec = this.studio.gemini(model, prompt, Json.string(image, "aspect_ratio", "aspectRatio"),
				Json.string(image, "image_size", "imageSize"), null, references, false);
		return new ImageJob(model, spec, 1, 1, true);
	}

	private static String prompt(JsonNode messages, List<Upload> references) {
		String prompt = "";
		for (JsonNode message : messages.values()) {
			if (!"user".equals(Json.string(message, "role"))) {
				continue;
			}
			String text = Json.string(message, "content");
			StringBuilder words = new StringBuilder((text != null) ? text : "");
			for (JsonNode part : message.path("content").values()) {
				String word = Json.string(part, "text");
				words.append((word != null) ? word : "");
				String url = Json.string(part.path("image_url"), "url");
				if (url != null) {
					references.add(Body.reference("messages", url));
				}
			}
			prompt = words.isEmpty() ? prompt : words.toString();
		}
		return prompt;
	}

	private ObjectNode message(Exchange exchange, ImageJob job, boolean picture) {
		ObjectNode message = Json.object().put("role", "assistant");
		if (!picture) {
			return message.put("content", ImageAnswers.REFUSAL);
		}
		switch (exchange.relay().settings().chatPicture()) {
			case MARKDOWN_LINK -> message.put("content", markdown(this.studio.url(exchange, job.spec())));
			case MARKDOWN_DATA_URI -> message.put("content", markdown(this.studio.dataUri(job.spec())));
			case MESSAGE_IMAGES -> message.put("content", "")
				.putArray("images")
				.addObject()
				.put("type", "image_url")
				.putObject("image_url")
				.put("url", this.studio.dataUri(job.spec()));
		}
		return message;
	}

	private static String markdown(String url) {
		return "![image](" + url + ")";
	}

	private static ObjectNode whole(Exchange exchange, ImageJob job, ObjectNode message) {
		ObjectNode body = frame(exchange, job, "chat.completion");
		body.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop").set("message", message);
		body.set("usage", usage(job));
		return body;
	}

	private static Answer streamed(Exchange exchange, ImageJob job, ObjectNode message) {
		List<byte[]> events = new ArrayList<>();
		events.add(event(chunk(exchange, job, Json.object().put("role", "assistant").put("content", ""), null)));
		message.remove("role");
		events.add(event(chunk(exchange, job, message, null)));
		events.add(event(chunk(exchange, job, Json.object(), "stop")));
		if (Json.flag(exchange.body().json().path("stream_options"), "include_usage")) {
			ObjectNode last = frame(exchange, job, "chat.completion.chunk");
			last.putArray("choices");
			last.set("usage", usage(job));
			events.add(event(last));
		}
		events.add("data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII));
		return Answer.events(events);
	}

	private static ObjectNode chunk(Exchange exchange, ImageJob job, ObjectNode delta, @Nullable String finish) {
		ObjectNode body = frame(exchange, job, "chat.completion.chunk");
		ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
		choice.set("delta", delta);
		choice.put("finish_reason", finish);
		return body;
	}

	private static ObjectNode frame(Exchange exchange, ImageJob job, String object) {
		return Json.object()
			.put("id", "chatcmpl-" + exchange.requestId())
			.put("object", object)
			.put("created", exchange.at().getEpochSecond())
			.put("model", job.model().id());
	}

	private static ObjectNode usage(ImageJob job) {
		int prompt = Tokens.ofText(job.spec().prompt()) + job.spec().references() * Tokens.REFERENCE;
		int output = Tokens.ofPicture(job.model(), job.spec().tier());
		return Json.object()
			.put("prompt_tokens", prompt)
			.put("completion_tokens", output)
			.put("total_tokens", prompt + output);
	}

	private static byte[] event(ObjectNode chunk) {
		return ("data: " + Json.text(chunk) + "\n\n").getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return "ChatRoute";
	}

}
