package io.github.nanobanana.relay.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived at the simulator, byte for byte. Immutable; the body must not
 * be changed by the reader.
 */
public final class RecordedRequest {

	private final String method;

	private final String path;

	private final String query;

	private final Map<String, List<String>> headers;

	private final byte[] body;

	private final Instant at;

	private final String requestId;

	private final Map<String, String> parameters;

	RecordedRequest(String requestId, Instant at, String method, String uri, Map<String, List<String>> headers,
			byte[] body) {
		this.requestId = requestId;
		this.at = at;
		this.method = method;
		int mark = uri.indexOf('?');
		this.path = (mark < 0) ? uri : uri.substring(0, mark);
		this.query = (mark < 0) ? "" : uri.substring(mark + 1);
		this.parameters = parse(this.query);
		this.headers = Collections.unmodifiableMap(headers);
		this.body = body;
	}

	/**
	 * Return the HTTP method.
	 * @return the method, such as {@code POST}
	 */
	public String method() {
		return this.method;
	}

	/**
	 * Return the path without the query, as it was sent.
	 * @return the path, such as {@code /v1/images/generations}
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Return the query string without the question mark.
	 * @return the query string, empty when there is none
	 */
	public String query() {
		return this.query;
	}

	/**
	 * Return one decoded parameter of the query string.
	 * @param name the name of the parameter
	 * @return its first value, or {@code null}
	 */
	public @Nullable String queryParameter(String name) {
		return this.parameters.get(name);
	}

	/**
	 * Return all headers, names in lower case.
	 * @return the headers in the order of their arrival
	 */
	public Map<String, List<String>> headers() {
		return this.headers;
	}

	/**
	 * Return the first value of a header.
	 * @param name the name in any case
	 * @return the value, or {@code null} when the header was not sent
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name.toLowerCase(Locale.ROOT));
		return (values == null || values.isEmpty()) ? null : values.get(0);
	}

	/**
	 * Return the body as it was sent.
	 * @return the bytes, empty when there was no body
	 */
	public byte[] body() {
		return this.body;
	}

	/**
	 * Return the body read as UTF-8.
	 * @return the text of the body
	 */
	public String bodyAsString() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * Return when the request was complete.
	 * @return the moment by the simulator's clock
	 */
	public Instant at() {
		return this.at;
	}

	/**
	 * Return the id that the answer carries in {@code X-Request-Id} and error messages.
	 * @return the id
	 */
	public String requestId() {
		return this.requestId;
	}

	/**
	 * Return the API key that came with the request: {@code Authorization} with or
	 * without Bearer, {@code x-goog-api-key} or {@code ?key=}, the forms that new-api
	 * takes.
	 * @return the key, or {@code null} when there is none
	 */
	public @Nullable String key() {
		String authorization = header("authorization");
		if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
			return authorization.substring(7).trim();
		}
		if (authorization != null) {
			return authorization.trim();
		}
		String google = header("x-goog-api-key");
		return (google != null) ? google : queryParameter("key");
	}

	private static Map<String, String> parse(String query) {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String pair : query.split("&")) {
			int equals = pair.indexOf('=');
			String name = (equals < 0) ? pair : pair.substring(0, equals);
			parameters.putIfAbsent(decode(name), (equals < 0) ? "" : decode(pair.substring(equals + 1)));
		}
		return parameters;
	}

	private static String decode(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

	@Override
	public String toString() {
		return this.method + " " + this.path + " (" + this.body.length + " bytes, id " + this.requestId + ")";
	}

}
