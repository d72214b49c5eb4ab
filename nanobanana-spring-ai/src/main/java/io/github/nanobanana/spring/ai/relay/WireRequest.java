package io.github.nanobanana.spring.ai.relay;

/**
 * A request as a dialect wrote it, ready to be sent to any endpoint of that dialect.
 *
 * @param path the path from the base URL on, with its leading slash
 * @param contentType the value of the Content-Type header
 * @param body the bytes of the body, not to be changed
 */
public record WireRequest(String path, String contentType, byte[] body) {

	@Override
	public String toString() {
		return "WireRequest[POST %s, %s, %d bytes]".formatted(this.path, this.contentType, this.body.length);
	}

}
