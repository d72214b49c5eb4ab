package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The wait that an answer asks for, from {@code retry-after-ms} or {@code Retry-After} as
 * seconds or as a date (RFC 9110, section 10.2.3).
 */
final class RetryAfter {

	private static final Duration MIN = Duration.ofSeconds(1);

	private static final Duration MAX = Duration.ofMinutes(5);

	private RetryAfter() {
	}

	static @Nullable Duration read(HttpHeaders headers, Instant now) {
		Duration wait = millis(headers.get("retry-after-ms"));
		if (wait == null) {
			wait = secondsOrDate(headers.get("retry-after"), now);
		}
		if (wait == null) {
			return null;
		}
		Duration atLeast = (wait.compareTo(MIN) < 0) ? MIN : wait;
		return (atLeast.compareTo(MAX) > 0) ? MAX : atLeast;
	}

	private static @Nullable Duration millis(@Nullable String text) {
		return (text != null && text.strip().matches("\\d{1,12}")) ? Duration.ofMillis(Long.parseLong(text.strip()))
				: null;
	}

	private static @Nullable Duration secondsOrDate(@Nullable String text, Instant now) {
		if (text == null) {
			return null;
		}
		String value = text.strip();
		if (value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
			return Duration.ofMillis((long) (Double.parseDouble(value) * 1000));
		}
		try {
			DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.US);
			return Duration.between(now, ZonedDateTime.parse(value, format).toInstant());
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
