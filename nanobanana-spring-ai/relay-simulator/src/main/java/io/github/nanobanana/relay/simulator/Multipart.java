package io.github.nanobanana.relay.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Reader of multipart/form-data bodies (RFC 7578) that are in memory already. */
final class Multipart {

	private static final int MAX_PARTS = 256;

	private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;,\\s]+))",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern NAME = Pattern.compile("[;\\s]name=(?:\"([^\"]*)\"|([^;\\s]+))",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern FILENAME = Pattern.compile("filename=(?:\"([^\"]*)\"|([^;\\s]+))",
			Pattern.CASE_INSENSITIVE);

	private final byte[] body;

	private final byte[] delimiter;

	private Multipart(byte[] body, String boundary) {
		this.body = body;
		this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
	}

	static List<Upload> parse(byte[] body, String contentType) {
		String boundary = find(BOUNDARY, contentType);
		if (boundary == null) {
			throw RelayError.invalidRequest("no multipart boundary param in Content-Type");
		}
		return new Multipart(body, boundary).parts();
	}

	private List<Upload> parts() {
		List<Upload> parts = new ArrayList<>();
		int position = indexOf(this.delimiter, 0);
		if (position < 0) {
			throw RelayError.invalidRequest("multipart: boundary not found in the body");
		}
		while (!isLast(position)) {
			int start = afterLine(position + this.delimiter.length);
			int end = indexOf(this.delimiter, start);
			if (end < 0 || parts.size() >= MAX_PARTS) {
				throw RelayError.invalidRequest("multipart: NextPart: EOF");
			}
			parts.add(part(start, end - 2));
			position = end;
		}
		return parts;
	}

	private Upload part(int start, int end) {
		int headersEnd = indexOf(new byte[] { '\r', '\n', '\r', '\n' }, start - 2);
		if (headersEnd < 0 || headersEnd + 4 > end + 2) {
			throw RelayError.invalidRequest("multipart: malformed part header");
		}
		String headers = new String(this.body, start, Math.max(0, headersEnd - start), StandardCharsets.UTF_8);
		String disposition = line(headers, "content-disposition");
		String name = find(NAME, disposition);
		if (name == null) {
			throw RelayError.invalidRequest("multipart: part without a name");
		}
		byte[] content = Arrays.copyOfRange(this.body, headersEnd + 4, Math.max(headersEnd + 4, end));
		return new Upload(name, filename(disposition, line(headers, "content-type")), content);
	}

	/** OpenAI's client for Java names no file when it is given plain bytes. */
	private static @Nullable String filename(String disposition, String contentType) {
		String filename = find(FILENAME, disposition);
		boolean binary = contentType.contains("application/octet-stream") || contentType.contains("image/");
		return (filename == null && binary) ? "" : filename;
	}

	private boolean isLast(int position) {
		int after = position + this.delimiter.length;
		return after + 1 < this.body.length && this.body[after] == '-' && this.body[after + 1] == '-';
	}

	private int afterLine(int position) {
		int newline = indexOf(new byte[] { '\n' }, position);
		if (newline < 0) {
			throw RelayError.invalidRequest("multipart: NextPart: EOF");
		}
		return newline + 1;
	}

	private int indexOf(byte[] wanted, int from) {
		outer: for (int i = Math.max(0, from); i <= this.body.length - wanted.length; i++) {
			for (int j = 0; j < wanted.length; j++) {
				if (this.body[i + j] != wanted[j]) {
					continue outer;
				}
			}
			return i;
		}
		return -1;
	}

	private static String line(String headers, String name) {
		return headers.lines()
			.filter((line) -> line.regionMatches(true, 0, name, 0, name.length()))
			.findFirst()
			.orElse("");
	}

	private static @Nullable String find(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		if (!matcher.find()) {
			return null;
		}
		return (matcher.group(1) != null) ? matcher.group(1) : matcher.group(2);
	}

}
