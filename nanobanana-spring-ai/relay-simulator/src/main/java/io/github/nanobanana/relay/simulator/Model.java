package io.github.nanobanana.relay.simulator;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One model that the relay serves: the name that clients send, the family behind it and,
 * for names such as {@code nano-banana-2-4k}, the tier that the name fixes.
 */
record Model(String id, ModelFamily family, @Nullable String fixedTier) {

	static Model named(String id) {
		return of(id, ModelFamily.of(id));
	}

	static Model of(String id, ModelFamily family) {
		return new Model(id, family, tierOf(id.toLowerCase(Locale.ROOT)));
	}

	/**
	 * Return whether the relay honours {@code n} for this name. Google makes one picture
	 * per call, so relays bill the requested n of a Gemini model and deliver one.
	 */
	boolean deliversMany() {
		return this.family.isOpenAi();
	}

	private static @Nullable String tierOf(String id) {
		if (id.endsWith("-1k")) {
			return "1K";
		}
		if (id.endsWith("-2k")) {
			return "2K";
		}
		return id.endsWith("-4k") ? "4K" : null;
	}

}
