package io.github.nanobanana.spring.ai.relay;

/**
 * Tokens that a relay says a call used.
 *
 * @param input tokens of the prompt and its pictures
 * @param output tokens of the answer
 * @param total the total, as the relay states it
 */
public record TokenUsage(int input, int output, int total) {

}
