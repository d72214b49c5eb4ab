package io.github.nanobanana.samples.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The answers of the server, each made once and kept off the heap as it goes over the
 * wire. A path says which: {@code /b64/<bytes>/<delay in ms>/...},
 * {@code /url/<bytes>/<delay in ms>/...} or {@code /picture/<bytes>}.
 */
final class ServerAnswers {

	private final Map<String, ByteBuffer> prepared = new HashMap<>();

	private final int port;

	ServerAnswers(int port) {
		this.port = port;
	}

	/**
	 * The answer to a request.
	 * @param path the path of the request
	 * @return head and body, to be read from a duplicate
	 */
	ByteBuffer answer(String path) {
		String[] parts = path.split("/");
		return this.prepared.computeIfAbsent(parts[1] + "/" + parts[2],
				(key) -> make(parts[1], Integer.parseInt(parts[2])));
	}

	/** How long to wait before the answer, in milliseconds. */
	static long delay(String path) {
		String[] parts = path.split("/");
		return (parts.length > 3) ? Long.parseLong(parts[3]) : 0;
	}

	private ByteBuffer make(String kind, int size) {
		return switch (kind) {
			case "b64" -> whole("application/json", base64(size));
			case "url" -> whole("application/json", ("{\"created\":1764000000,\"data\":[{\"url\":\"http://127.0.0.1:"
					+ this.port + "/picture/" + size + "\"}]}")
				.getBytes(StandardCharsets.UTF_8));
			case "picture" -> whole("image/png", SamplePicture.ofSize(size));
			default -> throw new IllegalArgumentException("There is no answer of the kind " + kind);
		};
	}

	private static byte[] base64(int size) {
		byte[] before = "{\"created\":1764000000,\"data\":[{\"b64_json\":\"".getBytes(StandardCharsets.UTF_8);
		byte[] text = Base64.getEncoder().encode(SamplePicture.ofSize(size));
		byte[] behind = "\"}],\"usage\":{\"total_tokens\":1120}}".getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(before.length + text.length + behind.length)
			.put(before)
			.put(text)
			.put(behind)
			.array();
	}

	/** With the headers that nginx would send in front of a relay. */
	private static ByteBuffer whole(String type, byte[] body) {
		byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
				+ "\r\nConnection: keep-alive\r\n\r\n")
			.getBytes(StandardCharsets.ISO_8859_1);
		return ByteBuffer.allocateDirect(head.length + body.length).put(head).put(body).flip();
	}

}
