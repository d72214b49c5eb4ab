package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.model.ApiKey;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The keys that the application's sources gave, by the names of endpoints. Each is asked
 * for once: an endpoint is known by its key, and with another object in its place it
 * would be a new one, of which nothing is known.
 */
final class SourcedKeys {

	private final ObjectProvider<NanoBananaApiKeySource> sources;

	private final Map<String, ApiKey> given = new ConcurrentHashMap<>();

	SourcedKeys(ObjectProvider<NanoBananaApiKeySource> sources) {
		this.sources = sources;
	}

	/** The key of an endpoint, from the first source that has one. */
	@Nullable ApiKey key(String endpoint) {
		ApiKey known = this.given.get(endpoint);
		if (known != null) {
			return known;
		}
		ApiKey asked = this.sources.orderedStream()
			.map((source) -> source.apiKey(endpoint))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
		ApiKey first = (asked != null) ? this.given.putIfAbsent(endpoint, asked) : null;
		return (first != null) ? first : asked;
	}

	@Override
	public String toString() {
		return "SourcedKeys" + this.given.keySet();
	}

}
