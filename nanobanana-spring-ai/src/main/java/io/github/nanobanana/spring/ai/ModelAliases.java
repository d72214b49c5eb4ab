package io.github.nanobanana.spring.ai;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Which family of models a relay means by a model name.
 * <p>
 * The {@linkplain #defaults() defaults} speak as the gpt-best family of relays does,
 * where {@code nano-banana-2} is Gemini 3 Pro. Other relays, and Google, mean Gemini 3.1
 * Flash by it: say so with
 * {@code defaults().with("nano-banana-2", ModelFamily.GEMINI_3_1_FLASH_IMAGE)}.
 * <p>
 * A name is looked up in small letters, without a vendor before a slash, without a tier
 * at its end ({@code -1k}, {@code -2k}, {@code -4k}, {@code -512}) and without
 * {@code -preview}. Google's own ids are always known. Immutable.
 */
public final class ModelAliases {

	private static final Set<String> TIERS = Set.of("512", "512px", "0.5k", "1k", "2k", "4k");

	private static final String PREVIEW = "-preview";

	private static final ModelAliases GOOGLE = google();

	private static final ModelAliases DEFAULTS = GOOGLE
		.with(ModelFamily.GEMINI_2_5_FLASH_IMAGE, "nano-banana", "nano-banana-hd", "nano-banana-fast", "nanobanana")
		.with(ModelFamily.GEMINI_3_PRO_IMAGE, "nano-banana-2", "nano-banana-pro", "nano-banana-pro-vip",
				"nano-banana-pro-cl")
		.with(ModelFamily.GEMINI_3_1_FLASH_IMAGE, "nano-banana2", "nanobanana2")
		.with(ModelFamily.GEMINI_3_1_FLASH_LITE_IMAGE, "nano-banana-2-lite")
		.with(ModelFamily.NANO_BANANA_2_1, "nano-banana-2.1");

	private final Map<String, ModelFamily> families;

	private ModelAliases(Map<String, ModelFamily> families) {
		this.families = Collections.unmodifiableMap(new TreeMap<>(families));
	}

	/**
	 * Returns the aliases of the gpt-best family of relays.
	 * @return the default aliases
	 */
	public static ModelAliases defaults() {
		return DEFAULTS;
	}

	/**
	 * Returns no aliases but Google's own ids.
	 * @return aliases to start from where a relay shares no name with the defaults
	 */
	public static ModelAliases google() {
		Map<String, ModelFamily> families = new HashMap<>();
		for (ModelFamily family : ModelFamily.values()) {
			families.put(family.id(), family);
		}
		return new ModelAliases(families);
	}

	/**
	 * Returns these aliases with one more, which replaces an alias of the same name.
	 * @param alias the model name, with or without a tier at its end
	 * @param family the family that the relay means by it
	 * @return the new aliases
	 */
	public ModelAliases with(String alias, ModelFamily family) {
		return with(family, alias);
	}

	private ModelAliases with(ModelFamily family, String... aliases) {
		Map<String, ModelFamily> more = new HashMap<>(this.families);
		for (String alias : aliases) {
			more.put(key(alias), family);
		}
		return new ModelAliases(more);
	}

	/**
	 * Returns the family behind a model name.
	 * @param modelName the name as sent to a relay
	 * @return the family, or {@code null} if the name is not known
	 */
	public @Nullable ModelFamily family(String modelName) {
		return this.families.get(key(modelName));
	}

	static @Nullable ImageSize fixedSize(String modelName) {
		String name = withoutPreview(lowerCase(modelName));
		int tier = tierOf(name);
		return (tier > 0) ? ImageSize.of(name.substring(tier + 1)) : null;
	}

	private static String key(String modelName) {
		String name = lowerCase(modelName);
		name = withoutPreview(name.substring(name.lastIndexOf('/') + 1));
		int tier = tierOf(name);
		return (tier > 0) ? withoutPreview(name.substring(0, tier)) : name;
	}

	/** Where the hyphen before a tier at the end stands, or a number below 1. */
	private static int tierOf(String name) {
		int hyphen = name.lastIndexOf('-');
		return TIERS.contains(name.substring(hyphen + 1)) ? hyphen : -1;
	}

	private static String lowerCase(String modelName) {
		return modelName.strip().toLowerCase(Locale.ROOT);
	}

	private static String withoutPreview(String name) {
		return name.endsWith(PREVIEW) ? name.substring(0, name.length() - PREVIEW.length()) : name;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ModelAliases aliases && this.families.equals(aliases.families);
	}

	@Override
	public int hashCode() {
		return this.families.hashCode();
	}

	@Override
	public String toString() {
		return "ModelAliases" + this.families;
	}

}
