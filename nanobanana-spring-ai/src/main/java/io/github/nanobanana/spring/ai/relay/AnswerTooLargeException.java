package io.github.nanobanana.spring.ai.relay;

/**
 * A body went over a configured limit while it was being read.
 */
final class AnswerTooLargeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	AnswerTooLargeException(long limit) {
		super("The answer is larger than %,d bytes.".formatted(limit));
	}

}
