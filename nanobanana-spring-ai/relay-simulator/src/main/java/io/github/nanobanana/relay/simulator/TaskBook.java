package io.github.nanobanana.relay.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tasks of the gpt-best form: submitted with {@code ?async=true}, asked about under
 * {@code /v1/images/tasks/{id}}. A task moves one step with each question. Bounded: the
 * oldest are forgotten.
 */
final class TaskBook {

	private static final int MAX_TASKS = 1_000;

	private final Map<String, Task> tasks = new LinkedHashMap<>();

	private final int polls;

	private long serial;

	TaskBook(int polls) {
		this.polls = polls;
	}

	Answer submit(ObjectNode result, int pictures, Ledger.Ticket ticket) {
		return add(new Task(result, pictures, ticket, ""));
	}

	Answer failing(Exchange exchange, String reason) {
		return add(new Task(Json.object(), 0, null, reason));
	}

	synchronized void clear() {
		this.tasks.clear();
	}

	/** One step of a task, or {@code null} when nobody knows it. */
	synchronized @Nullable Work poll(String id) {
		Task task = this.tasks.get(id);
		if (task == null) {
			return null;
		}
		int step = task.asked++;
		if (step < this.polls) {
			String percent = (100 * step / Math.max(1, this.polls)) + "%";
			return Work.free(Answer.ok(status(id, (step == 0) ? "SUBMITTED" : "IN_PROGRESS", percent, "")));
		}
		if (!task.failure.isEmpty() || task.ticket == null) {
			return Work.free(Answer.ok(status(id, "FAILURE", "100%", task.failure)));
		}
		ObjectNode done = status(id, "SUCCESS", "100%", "");
		((ObjectNode) done.path("data")).set("data", task.result);
		return Work.collecting(task.ticket, Answer.ok(done).delivering(task.pictures));
	}

	private synchronized Answer add(Task task) {
		String id = String.format("task_%08x", ++this.serial);
		this.tasks.put(id, task);
		if (this.tasks.size() > MAX_TASKS) {
			this.tasks.remove(this.tasks.keySet().iterator().next());
		}
		return Answer.ok(Json.object().put("task_id", id));
	}

	private static ObjectNode status(String id, String status, String progress, String failure) {
		ObjectNode answer = Json.object().put("code", "success").put("message", "");
		answer.putObject("data")
			.put("task_id", id)
			.put("status", status)
			.put("progress", progress)
			.put("fail_reason", failure)
			.putNull("data");
		return answer;
	}

	@Override
	public synchronized String toString() {
		return "TaskBook[" + this.tasks.size() + " tasks]";
	}

	private static final class Task {

		private final ObjectNode result;

		private final int pictures;

		private final Ledger.@Nullable Ticket ticket;

		private final String failure;

		private int asked;

		Task(ObjectNode result, int pictures, Ledger.@Nullable Ticket ticket, String failure) {
			this.result = result;
			this.pictures = pictures;
			this.ticket = ticket;
			this.failure = failure;
		}

	}

}
