package io.github.nanobanana.relay.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/models} and {@code /v1/models/{id}}, as new-api writes them. */
final class ModelsRoute implements Router.Route {

	private static final String LIST = "/v1/models";

	// Until the models were made; clients want a number and nobody reads it
	private static final int CREATED = 1_626_777_600;

	@Override
	public @Nullable Work begin(Exchange exchange) {
		String path = exchange.path();
		if (!"GET".equals(exchange.request().method()) || !(path.equals(LIST) || path.startsWith(LIST + "/"))) {
			return null;
		}
		exchange.requireKey();
		if (path.equals(LIST)) {
			ObjectNode body = Json.object().put("success", true).put("object", "list");
			ArrayNode data = body.putArray("data");
			exchange.relay().settings().models().values().forEach((model) -> data.add(describe(model)));
			return Work.free(Answer.ok(body));
		}
		String id = path.substring(LIST.length() + 1);
		Model model = exchange.relay().settings().models().get(id);
		if (model == null) {
			throw RelayError.noSuchModel(id);
		}
		return Work.free(Answer.ok(describe(model)));
	}

	private static ObjectNode describe(Model model) {
		boolean openAi = model.family().isOpenAi();
		ObjectNode node = Json.object()
			.put("id", model.id())
			.put("object", "model")
			.put("created", CREATED)
			.put("owned_by", openAi ? "openai" : "vertex-ai");
		ArrayNode types = node.putArray("supported_endpoint_types").add("image-generation");
		if (!openAi) {
			types.add("gemini").add("openai");
		}
		return node;
	}

	@Override
	public String toString() {
		return "ModelsRoute";
	}

}
