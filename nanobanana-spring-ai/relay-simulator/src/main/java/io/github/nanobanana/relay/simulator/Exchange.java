package io.github.nanobanana.relay.simulator;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the relay: what arrived and what the relay knows. The
 * body is read as JSON at most once.
 */
final class Exchange {

	private final RecordedRequest request;

	private final Relay relay;

	private @Nullable Body body;

	Exchange(Relay relay, RecordedRequest request) {
		this.relay = relay;
		this.request = request;
	}

	RecordedRequest request() {
		return this.request;
	}

	Relay relay() {
		return this.relay;
	}

	String requestId() {
		return this.request.requestId();
	}

	Instant at() {
		return this.request.at();
	}

	String path() {
		return this.request.path();
	}

	Body body() {
		if (this.body == null) {
			this.body = Body.of(this.request);
		}
		return this.body;
	}

	/** The key that pays; a wrong or missing one is refused. */
	Key requireKey() {
		boolean usable = this.request.header("authorization") != null || takesGoogleKeys();
		String value = usable ? this.request.key() : null;
		Key key = this.relay.settings().key(value);
		if (key == null) {
			throw RelayError.wrongKey(value);
		}
		return key;
	}

	/** New-api reads x-goog-api-key and ?key= only where Google's clients call. */
	private boolean takesGoogleKeys() {
		return path().startsWith(GeminiRoute.PREFIX) || path().equals("/v1/models") || path().startsWith("/v1/models/");
	}

	Model requireModel(String name) {
		Model model = this.relay.settings().models().get(name);
		if (model == null) {
			throw RelayError.unknownModel(name);
		}
		return model;
	}

	/** Where a client reaches this relay, by the address it used itself. */
	String origin() {
		String host = this.request.header("host");
		boolean plain = host != null && host.matches("[A-Za-z0-9.:\\[\\]-]{1,255}");
		return "http://" + (plain ? host : "127.0.0.1:" + this.relay.port());
	}

	/** The model that the request names, for filters: never fails. */
	@Nullable String modelName() {
		String path = path();
		int models = path.indexOf("/models/");
		if (models >= 0) {
			String rest = path.substring(models + 8);
			int colon = rest.indexOf(':');
			return (colon < 0) ? rest : rest.substring(0, colon);
		}
		try {
			return "POST".equals(this.request.method()) ? body().text("model") : null;
		}
		catch (RelayError ex) {
			return null;
		}
	}

	@Override
	public String toString() {
		return this.request.toString();
	}

}
