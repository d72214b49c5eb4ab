package io.github.nanobanana.relay.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google's own wire below {@code /v1beta}: generateContent, its streaming form and the
 * list of models. Fields are read in camel and snake case, as relays take both.
 */
final class GeminiRoute implements Router.Route {

	static final String PREFIX = "/v1beta/";

	private static final String MODELS = "/v1beta/models";

	private final Studio studio;

	GeminiRoute(Studio studio) {
		this.studio = studio;
	}

	@Override
	public @Nullable Work begin(Exchange exchange) {
		String path = exchange.path();
		if (!path.equals(MODELS) && !path.startsWith(MODELS + "/")) {
			return null;
		}
		int colon = path.lastIndexOf(':');
		if ("GET".equals(exchange.request().method()) && colon < 0) {
			exchange.requireKey();
			return Work.free(Answer.ok(models(exchange, path)));
		}
		String verb = path.substring(colon + 1);
		boolean stream = verb.equals("streamGenerateContent");
		if (!"POST".equals(exchange.request().method()) || !(stream || verb.equals("generateContent"))) {
			return null;
		}
		Key key = exchange.requireKey();
		GeminiRequest request = GeminiRequest.read(exchange, path.substring(MODELS.length() + 1, colon), this.studio);
		if (request.prompt().contains(RelaySimulator.BLOCKED)) {
			return Work.free(Answer.ok(blocked(request)));
		}
		return this.studio.begin(exchange, key, request.job(), (shape) -> {
			boolean picture = !request.job().isRefused() && (shape == null || shape.hasPicture());
			Answer answer = stream ? streamed(exchange, request, picture)
					: Answer.ok(whole(exchange, request, picture));
			return answer.delivering(picture ? 1 : 0);
		});
	}

	private ObjectNode whole(Exchange exchange, GeminiRequest request, boolean picture) {
		ArrayNode parts = Json.array();
		if (request.wantsText() || !picture) {
			parts.addObject().put("text", picture ? "Here is the picture you asked for." : ImageAnswers.REFUSAL);
		}
		if (picture) {
			parts.add(inline(request));
		}
		ObjectNode body = chunk(exchange, request, parts, picture ? "STOP" : "NO_IMAGE");
		body.set("usageMetadata", usage(request, picture));
		return body;
	}

	private Answer streamed(Exchange exchange, GeminiRequest request, boolean picture) {
		List<ObjectNode> chunks = new ArrayList<>();
		ArrayNode words = Json.array();
		words.addObject().put("text", picture ? "Here is the picture you asked for." : ImageAnswers.REFUSAL);
		chunks.add(chunk(exchange, request, words, null));
		ArrayNode parts = Json.array();
		if (picture) {
			parts.add(inline(request));
		}
		ObjectNode last = chunk(exchange, request, parts, picture ? "STOP" : "NO_IMAGE");
		last.set("usageMetadata", usage(request, picture));
		chunks.add(last);
		if (!"sse".equals(exchange.request().queryParameter("alt"))) {
			return Answer.ok(Json.array().addAll(chunks));
		}
		return Answer.events(chunks.stream()
			.map((chunk) -> ("data: " + Json.text(chunk) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8))
			.toList());
	}

	private JsonNode inline(GeminiRequest request) {
		ObjectNode part = Json.object();
		part.putObject("inlineData")
			.put("mimeType", request.job().spec().format().mediaType())
			.put("data", this.studio.base64(request.job().spec()));
		return part;
	}

	private static ObjectNode chunk(Exchange exchange, GeminiRequest request, ArrayNode parts,
			@Nullable String finish) {
		ObjectNode body = Json.object();
		ObjectNode candidate = body.putArray("candidates").addObject();
		candidate.putObject("content").put("role", "model").set("parts", parts);
		if (finish != null) {
			candidate.put("finishReason", finish);
		}
		candidate.put("index", 0);
		body.put("modelVersion", request.job().model().id());
		return body.put("responseId", exchange.requestId());
	}

	private static ObjectNode usage(GeminiRequest request, boolean picture) {
		ImageJob job = request.job();
		int text = Tokens.ofText(request.prompt());
		int images = job.spec().references() * Tokens.REFERENCE;
		int output = picture ? Tokens.ofPicture(job.model(), job.spec().tier()) : 20;
		ObjectNode usage = Json.object()
			.put("promptTokenCount", text + images)
			.put("candidatesTokenCount", output)
			.put("totalTokenCount", text + images + output);
		ArrayNode prompt = usage.putArray("promptTokensDetails");
		prompt.addObject().put("modality", "TEXT").put("tokenCount", text);
		if (images > 0) {
			prompt.addObject().put("modality", "IMAGE").put("tokenCount", images);
		}
		usage.putArray("candidatesTokensDetails")
			.addObject()
			.put("modality", picture ? "IMAGE" : "TEXT")
			.put("tokenCount", output);
		return usage;
	}

	private static ObjectNode blocked(GeminiRequest request) {
		ObjectNode body = Json.object();
		body.putObject("promptFeedback").put("blockReason", "PROHIBITED_CONTENT");
		int text = Tokens.ofText(request.prompt());
		body.putObject("usageMetadata").put("promptTokenCount", text).put("totalTokenCount", text);
		return body.put("modelVersion", request.job().model().id());
	}

	private static ObjectNode models(Exchange exchange, String path) {
		if (!path.equals(MODELS)) {
			String id = path.substring(MODELS.length() + 1);
			Model model = exchange.relay().settings().models().get(id);
			if (model == null) {
				throw RelayError.notFound("models/" + id + " is not found for API version v1beta");
			}
			return describe(model);
		}
		ObjectNode body = Json.object();
		ArrayNode list = body.putArray("models");
		exchange.relay()
			.settings()
			.models()
			.values()
			.stream()
			.filter((model) -> !model.family().isOpenAi())
			.forEach((model) -> list.add(describe(model)));
		return body;
	}

	private static ObjectNode describe(Model model) {
		ObjectNode node = Json.object()
			.put("name", "models/" + model.id())
			.put("version", "simulator")
			.put("displayName", model.id())
			.put("inputTokenLimit", 32_768)
			.put("outputTokenLimit", 32_768);
		node.putArray("supportedGenerationMethods").add("generateContent").add("streamGenerateContent");
		return node;
	}

	@Override
	public String toString() {
		return "GeminiRoute";
	}

}
