package io.github.nanobanana.spring.ai.endpoint;

import java.util.Set;

/**
 * The models that an endpoint lists. Lists are incomplete in the field, so what is not on
 * one is only asked for elsewhere first, and a list that a delivered picture has proven
 * wrong is not believed any more.
 */
final class ModelList {

	private Set<String> names = Set.of();

	private boolean believed = true;

	void told(Set<String> models) {
		if (!models.isEmpty()) {
			this.names = models;
		}
	}

	void delivered(String model) {
		if (lacks(model)) {
			this.believed = false;
		}
	}

	/**
	 * Whether there is a list that is believed and has neither the model nor one of its
	 * tiers, such as {@code nano-banana-2-4k}.
	 */
	boolean lacks(String model) {
		return this.believed && !this.names.isEmpty() && this.names.stream()
			.noneMatch((name) -> name.equals(model) || name.startsWith(model + "-") || model.startsWith(name + "-"));
	}

	int size() {
		return this.names.size();
	}

	@Override
	public String toString() {
		return "ModelList[%d, believed=%s]".formatted(this.names.size(), this.believed);
	}

}
