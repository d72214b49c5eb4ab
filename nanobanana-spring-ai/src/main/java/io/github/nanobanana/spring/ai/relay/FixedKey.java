package io.github.nanobanana.spring.ai.relay;

import java.util.function.Supplier;

/**
 * A key that is at hand, so that asking for it never blocks and needs no thread of its
 * own.
 *
 * @param value the key
 */
public record FixedKey(String value) implements Supplier<String> {

	@Override
	public String get() {
		return this.value;
	}

	/**
	 * Says nothing of the key.
	 */
	@Override
	public String toString() {
		return "FixedKey";
	}

}
