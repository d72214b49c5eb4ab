package io.github.nanobanana.relay.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the pictures of a job as OpenAI-style answers, in every shape that relays know.
 */
final class ImageAnswers {

	static final String REFUSAL = "I can't create that image, but I'd be glad to describe it instead.";

	private final Studio studio;

	ImageAnswers(Studio studio) {
		this.studio = studio;
	}

	Answer shaped(Exchange exchange, ImageJob job, @Nullable AnswerShape shape) {
		AnswerShape wanted = (shape == null && job.isRefused()) ? AnswerShape.TEXT_ONLY : shape;
		if (wanted == null) {
			return Answer.ok(body(exchange, job)).delivering(job.delivered());
		}
		Answer answer = Answer.ok(body(exchange, job, wanted));
		return answer.delivering(wanted.hasPicture() ? job.delivered() : 0);
	}

	/** The ordinary body. */
	ObjectNode body(Exchange exchange, ImageJob job) {
		ObjectNode body = created(exchange);
		ArrayNode data = body.putArray("data");
		for (int i = 0; i < job.delivered(); i++) {
			PictureSpec spec = job.spec().numbered(i);
			ObjectNode entry = data.addObject();
			if (job.base64()) {
				entry.put("b64_json", this.studio.base64(spec));
			}
			else {
				entry.put("url", this.studio.url(exchange, spec));
			}
			if (job.model().id().equals("dall-e-3")) {
				entry.put("revised_prompt", spec.prompt());
			}
		}
		if (job.model().family() == ModelFamily.GPT_IMAGE) {
			describe(body, exchange, job);
		}
		if (job.base64()) {
			body.set("usage", usage(job));
		}
		return body;
	}

	private ObjectNode body(Exchange exchange, ImageJob job, AnswerShape shape) {
		PictureSpec spec = job.spec();
		ObjectNode body = created(exchange);
		switch (shape) {
			case DATA_AS_OBJECT -> body.set("data", body(exchange, job).path("data").get(0));
			case DATA_AS_STRING -> body.put("data", this.studio.url(exchange, spec));
			case SPLIT_PAIR -> {
				ArrayNode data = body.putArray("data");
				data.addObject().put("url", this.studio.url(exchange, spec));
				data.addObject().put("b64_json", this.studio.base64(spec));
			}
			case BLANK_FIELDS -> body.putArray("data")
				.addObject()
				.put("url", job.base64() ? "" : this.studio.url(exchange, spec))
				.put("b64_json", job.base64() ? this.studio.base64(spec) : "")
				.put("revised_prompt", "");
			case DATA_URI_IN_URL -> body.putArray("data").addObject().put("url", this.studio.dataUri(spec));
			case BASE64_WITH_PREFIX -> body.putArray("data").addObject().put("b64_json", this.studio.dataUri(spec));
			case BASE64_URL_SAFE -> body.putArray("data")
				.addObject()
				.put("b64_json", Base64.getUrlEncoder().withoutPadding().encodeToString(this.studio.draw(spec)));
			case BASE64_WITH_WHITESPACE -> body.putArray("data")
				.addObject()
				.put("b64_json", Base64.getMimeEncoder().encodeToString(this.studio.draw(spec)));
			case IMAGE_URLS -> body.putArray("image_urls").add(this.studio.url(exchange, spec));
			case IMAGES -> body.putArray("images").addObject().put("url", this.studio.url(exchange, spec));
			case SUCCESS_WRAPPED -> {
				return Json.object().put("success", true).set("data", body(exchange, job));
			}
			case EMPTY_DATA -> body.putArray("data");
			case NULL_DATA -> body.putNull("data");
			case BLANK_URL -> body.putArray("data").addObject().put("url", "");
			default -> body.putArray("data").addObject().put("revised_prompt", REFUSAL);
		}
		return body;
	}

	/** Events of OpenAI's streaming: partial pictures, then the whole one. */
	Answer streamed(Exchange exchange, ImageJob job, boolean edit) {
		String name = edit ? "image_edit" : "image_generation";
		Integer partials = exchange.body().number("partial_images");
		List<byte[]> events = new ArrayList<>();
		for (int i = 0; i < ((partials != null) ? Math.min(3, partials) : 0); i++) {
			ObjectNode partial = event(name + ".partial_image", exchange, job).put("partial_image_index", i);
			events.add(event(partial));
		}
		ObjectNode last = event(name + ".completed", exchange, job);
		last.set("usage", usage(job));
		events.add(event(last));
		return Answer.events(events).delivering(1);
	}

	private ObjectNode event(String type, Exchange exchange, ImageJob job) {
		ObjectNode event = Json.object().put("type", type);
		event.put("b64_json", this.studio.base64(job.spec()));
		event.put("created_at", exchange.at().getEpochSecond());
		return describe(event, exchange, job);
	}

	private static byte[] event(ObjectNode event) {
		String text = "event: " + event.path("type").asString() + "\ndata: " + Json.text(event) + "\n\n";
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static ObjectNode describe(ObjectNode body, Exchange exchange, ImageJob job) {
		String quality = exchange.body().text("quality");
		body.put("background", "opaque");
		body.put("output_format", (job.spec().format() == PictureFormat.PNG) ? "png" : "jpeg");
		body.put("quality", (quality == null || quality.equals("auto")) ? "high" : quality);
		return body.put("size", job.spec().pixels().toString());
	}

	private static ObjectNode created(Exchange exchange) {
		return Json.object().put("created", exchange.at().getEpochSecond());
	}

	private static ObjectNode usage(ImageJob job) {
		int text = Tokens.ofText(job.spec().prompt());
		int images = job.spec().references() * Tokens.REFERENCE;
		int output = job.delivered() * Tokens.ofPicture(job.model(), job.spec().tier());
		ObjectNode usage = Json.object();
		usage.put("input_tokens", text + images);
		usage.putObject("input_tokens_details").put("text_tokens", text).put("image_tokens", images);
		usage.put("output_tokens", output);
		return usage.put("total_tokens", text + images + output);
	}

	@Override
	public String toString() {
		return "ImageAnswers";
	}

}
