package io.github.nanobanana.relay.simulator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * An answer ready to be written: status, headers and the body in one or several pieces.
 * Immutable. A streamed answer has no {@code Content-Length} and goes out piece by piece.
 */
record Answer(int status, Map<String, String> headers, List<byte[]> pieces, boolean streamed, int pictures) {

	static Answer of(int status, String contentType, byte[] body) {
		return new Answer(status, Map.of("content-type", contentType), List.of(body), false, 0);
	}

	static Answer json(int status, JsonNode body) {
		return of(status, "application/json; charset=utf-8", Json.write(body));
	}

	static Answer ok(JsonNode body) {
		return json(200, body);
	}

	static Answer html(int status, String body) {
		return of(status, "text/html; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
	}

	/** Server-sent events as the model makers write them: one data line per event. */
	static Answer events(List<byte[]> pieces) {
		return new Answer(200, Map.of("content-type", "text/event-stream", "cache-control", "no-cache"), pieces, true,
				0);
	}

	Answer with(String header, String value) {
		Map<String, String> copy = new LinkedHashMap<>(this.headers);
		copy.put(header, value);
		return new Answer(this.status, copy, this.pieces, this.streamed, this.pictures);
	}

	Answer delivering(int count) {
		return new Answer(this.status, this.headers, this.pieces, this.streamed, count);
	}

	long length() {
		return this.pieces.stream().mapToLong((piece) -> piece.length).sum();
	}

	byte[] body() {
		if (this.pieces.size() == 1) {
			return this.pieces.get(0);
		}
		byte[] all = new byte[(int) length()];
		int offset = 0;
		for (byte[] piece : this.pieces) {
			System.arraycopy(piece, 0, all, offset, piece.length);
			offset += piece.length;
		}
		return all;
	}

	@Override
	public String toString() {
		return "Answer[" + this.status + ", " + length() + " bytes]";
	}

}
