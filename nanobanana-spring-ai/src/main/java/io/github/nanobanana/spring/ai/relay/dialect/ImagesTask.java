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
 * A task as image endpoints tell of it: {@code task_id} in place of a picture (gpt-best),
 * alone, in {@code data} (kie.ai) or in its first entry (apimart), then a {@code status}
 * in new-api's words (its model/task.go) or in one of the other vocabularies met in the
 * field. A word that nobody knows counts as running.
 */
final class ImagesTask {

	private static final Set<String> SUCCEEDED = Set.of("success", "succeed", "succeeded", "completed", "complete",
			"done", "finished");

	private static final Set<String> FAILED = Set.of("failure", "failed", "fail", "error", "cancelled", "canceled",
			"expired");

	private ImagesTask() {
	}

	/**
	 * Finds the task in a document.
	 * @param document an answer
	 * @param path where to look at tasks, with {@code {id}} in it
	 * @return the task, its id empty if a look at it does not repeat it, or {@code null}
	 */
	static @Nullable RelayTask find(AnswerDocument document, String path) {
		JsonNode holder = holder(document.root());
		if (holder == null) {
			return null;
		}
		String id = text(holder, "task_id", "taskId", "id", "request_id");
		State state = state(text(holder, "status", "task_status", "state").toLowerCase(Locale.ROOT));
		return new RelayTask(id,
				path.replace("{id}", URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20")), state,
				(state == State.FAILED) ? reason(holder) : null);
	}

	private static @Nullable JsonNode holder(JsonNode root) {
		for (JsonNode candidate : new JsonNode[] { root, root.path("data"), root.path("data").path(0) }) {
			boolean named = !text(candidate, "task_id", "taskId").isEmpty();
			if (named || isWord(candidate, "status") || isWord(candidate, "task_status")) {
				return candidate;
			}
		}
		return null;
	}

	/** A status that is a number, such as 200, tells of the call and not of a task. */
	private static boolean isWord(JsonNode node, String name) {
		return node.path(name).isString() && !node.path(name).asString().isBlank();
	}

	private static State state(String status) {
		if (SUCCEEDED.contains(status)) {
			return State.SUCCEEDED;
		}
		return FAILED.contains(status) ? State.FAILED : State.RUNNING;
	}

	private static @Nullable String reason(JsonNode holder) {
		String reason = text(holder, "fail_reason", "failure_reason", "failMsg", "error_message", "error", "message");
		if (reason.isEmpty()) {
			reason = text(holder.path("error"), "message", "code");
		}
		return reason.isEmpty() ? null : reason;
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
