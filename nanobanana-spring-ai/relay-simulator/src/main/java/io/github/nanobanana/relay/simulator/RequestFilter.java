package io.github.nanobanana.relay.simulator;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Which requests a misbehaviour strikes. A path is a glob: {@code *} within a segment,
 * {@code **} across segments. Without a path every request of the API matches, but not
 * the picture files, which on real relays live on another host.
 */
record RequestFilter(@Nullable String path, @Nullable String model, @Nullable String key) {

	static final RequestFilter API = new RequestFilter(null, null, null);

	RequestFilter path(String glob) {
		return new RequestFilter(glob, this.model, this.key);
	}

	RequestFilter model(String name) {
		return new RequestFilter(this.path, name, this.key);
	}

	RequestFilter key(String value) {
		return new RequestFilter(this.path, this.model, value);
	}

	boolean matches(Exchange exchange) {
		if (this.path == null && exchange.path().startsWith(FilesRoute.PREFIX)) {
			return false;
		}
		return (this.path == null || glob(this.path).matcher(exchange.path()).matches())
				&& (this.key == null || this.key.equals(exchange.request().key()))
				&& (this.model == null || this.model.equals(exchange.modelName()));
	}

	private static Pattern glob(String path) {
		StringBuilder regex = new StringBuilder();
		for (int i = 0; i < path.length(); i++) {
			char letter = path.charAt(i);
			if (letter == '*' && i + 1 < path.length() && path.charAt(i + 1) == '*') {
				regex.append(".*");
				i++;
			}
			else {
				regex.append((letter == '*') ? "[^/]*" : Pattern.quote(String.valueOf(letter)));
			}
		}
		return Pattern.compile(regex.toString());
	}

	@Override
	public String toString() {
		String text = ((this.path != null) ? " on " + this.path : "")
				+ ((this.model != null) ? " for model " + this.model : "");
		return (this.key != null) ? text + " for one key" : text;
	}

}
