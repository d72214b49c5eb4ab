package io.github.nanobanana.samples.playground;

import java.io.UncheckedIOException;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import io.github.nanobanana.spring.ai.InvalidImageRequestException;

/**
 * Says in words what cannot be done.
 */
@RestControllerAdvice
final class ApiErrors {

	private static final Log logger = LogFactory.getLog(ApiErrors.class);

	@ExceptionHandler
	ResponseEntity<Map<String, String>> refused(IllegalArgumentException refused) {
		return answer(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(refused.getMessage()));
	}

	@ExceptionHandler
	ResponseEntity<Map<String, String>> unreadable(HttpMessageNotReadableException unreadable) {
		Throwable cause = unreadable.getMostSpecificCause();
		return (cause instanceof InvalidImageRequestException refused) ? refused(refused)
				: answer(HttpStatus.BAD_REQUEST, "The request cannot be read.");
	}

	@ExceptionHandler
	ResponseEntity<Map<String, String>> failed(UncheckedIOException failed) {
		logger.warn("The disk failed", failed);
		return answer(HttpStatus.INTERNAL_SERVER_ERROR, "The disk failed: see the log of the server.");
	}

	@ExceptionHandler
	ResponseEntity<Map<String, String>> unsupported(UnsupportedOperationException unsupported) {
		return answer(HttpStatus.NOT_IMPLEMENTED, "The store that is configured cannot do this.");
	}

	private static ResponseEntity<Map<String, String>> answer(HttpStatus status, String message) {
		return ResponseEntity.status(status).body(Map.of("message", message));
	}

}
