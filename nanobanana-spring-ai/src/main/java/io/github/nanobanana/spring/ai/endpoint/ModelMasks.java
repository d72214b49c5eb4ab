package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The models that an endpoint said it does not serve, each for {@link #MASK}.
 */
final class ModelMasks {

	static final Duration MASK = Duration.ofMinutes(10);

	private static final int MODELS = 100;

	private final Map<String, Deadline> masks = new LinkedHashMap<>();

	void add(long now, String model) {
		forget(now);
		if (this.masks.size() < MODELS) {
			this.masks.computeIfAbsent(model, (key) -> new Deadline(now)).extend(now, MASK);
		}
	}

	void remove(String model) {
		this.masks.remove(model);
	}

	Duration left(long now, String model) {
		@Nullable Deadline mask = this.masks.get(model);
		return (mask != null) ? mask.left(now) : Duration.ZERO;
	}

	Set<String> models(long now) {
		forget(now);
		return new TreeSet<>(this.masks.keySet());
	}

	private void forget(long now) {
		this.masks.values().removeIf((mask) -> mask.isOver(now));
	}

	@Override
	public String toString() {
		return this.masks.keySet().toString();
	}

}
