package io.github.nanobanana.spring.ai.relay;

import java.util.List;
import java.util.Locale;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer.
 *
 * @param status the HTTP status
 * @param headers the headers
 */
record AnswerHead(int status, HttpHeaders headers) {

	private static final List<String> REQUEST_ID_HEADERS = List.of("x-oneapi-request-id", "x-request-id", "request-id",
			"cf-ray");

	/** In digits: as many as any number of bytes can have. */
	private static final int LONGEST_LENGTH = 18;

	boolean successful() {
		return this.status >= 200 && this.status < 300;
	}

	boolean isHtml() {
		String type = this.headers.get("content-type", "").toLowerCase(Locale.ROOT);
		return type.contains("text/html") || type.contains("application/xhtml");
	}

	long contentLength() {
		String length = this.headers.get("content-length", "").strip();
		boolean number = !length.isEmpty() && length.length() <= LONGEST_LENGTH
				&& length.chars().allMatch((digit) -> digit >= '0' && digit <= '9');
		return number ? Long.parseLong(length) : -1;
	}

	@Nullable String requestId() {
		for (String name : REQUEST_ID_HEADERS) {
			String value = this.headers.get(name);
			if (value != null && !value.isBlank()) {
				return value.strip();
			}
		}
		return null;
	}

}
