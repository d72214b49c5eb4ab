package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

/**
 * A picture that is made while nobody holds the line: the relay answered with a task to
 * look at from time to time.
 *
 * @param id the relay's name for the task
 * @param path where to look, from the base URL on
 * @param state how far the task is
 * @param reason the relay's words if it failed, or {@code null}
 */
public record RelayTask(String id, String path, State state, @Nullable String reason) {

	/** How far a task is. Words that nobody knows count as running. */
	public enum State {

		/** Waiting or at work. */
		RUNNING,

		/** The answer holds the picture. */
		SUCCEEDED,

		/** There will be no picture. */
		FAILED

	}

}
