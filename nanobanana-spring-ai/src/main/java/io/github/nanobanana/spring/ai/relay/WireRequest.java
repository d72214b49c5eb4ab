package io.github.nanobanana.spring.ai.relay;

/**
 * A request as a dialect wrote it, ready to be sent to any endpoint of that dialect.
 *
 * @param path the path from the base URL on, with its leading slash and its query
 * @param contentType the value of the Content-Type header
 * @param body the body
 */
public record WireRequest(String path, String contentType, RequestBody body) {

	/**
	 * A JSON request.
	 * @param path the path from the base URL on
	 * @param body the document
	 * @return the request
	 */
	public static WireRequest json(String path, RequestBody body) {
		return new WireRequest(path, "application/json", body);
	}

}
