package io.github.nanobanana.spring.ai.relay.dialect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.RelayTask;
import io.github.nanobanana.spring.ai.relay.RelayTask.State;

/**
 * A task as image endpoints tell of it: {@code task_id} in place of a picture, then a
 * {@code status} in new-api's words or in one of the other vocabularies met in the field.
 */
final class ImagesTask {

	private static final Set<String> SUCCEEDED = Set.of("success", "succeed", "succeeded", "completed", "complete",
			"done", "finished");

	private static final Set<String> FAILED = Set.of("failure", "failed", "fail", "error", "cancelled", "canceled",
			"expired");

	private ImagesTask() {
	}

	static @Nullable RelayTask find(AnswerDocument document) {
		JsonNode holder = holder(document.root());
		if (holder == null) {
			return null;
		}
		String id = text(holder, "task_id", "taskId", "id");
		String status = text(holder, "status", "task_status", "state").toLowerCase(Locale.ROOT);
		String reason = text(holder, "fail_reason", "failure_reason", "error_message", "message", "error");
		String path = "/v1/images/tasks/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
		return new RelayTask(id, path, state(status), reason.isEmpty() ? null : reason);
	}

	private static @Nullable JsonNode holder(JsonNode root) {
		for (JsonNode candidate : new JsonNode[] { root, root.path("data"), root.path("data").path(0) }) {
			boolean named = !text(candidate, "task_id", "taskId").isEmpty();
			boolean told = candidate.isObject() && !text(candidate, "status", "task_status").isEmpty();
			if (named || told) {
				return candidate;
			}
		}
		return null;
	}

	private static State state(String status) {
		if (SUCCEEDED.contains(status)) {
			return State.SUCCEEDED;
		}
		return FAILED.contains(status) ? State.FAILED : State.RUNNING;
	}

	private static String text(JsonNode node, String... names) {
		for (String name : names) {
			JsonNode value = node.path(name);
			if (value.isString() && !value.asString().isBlank() || value.isNumber()) {
				return value.asString().strip();
			}
		}
		return "";
	}

}
