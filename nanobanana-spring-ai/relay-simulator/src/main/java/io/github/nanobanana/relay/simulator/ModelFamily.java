package io.github.nanobanana.relay.simulator;

import java.util.List;
import java.util.Locale;

/**
 * Generation of image models behind a relay's alias. It decides which ratios and tiers a
 * request may name, how many pixels the picture has and what it costs. The same alias
 * means different families on different relays, so a simulator maps aliases to families
 * by configuration, see {@link RelaySimulatorBuilder#model(String, ModelFamily)}.
 */
public enum ModelFamily {

	/** gemini-2.5-flash-image: ten ratios, 1K only, three reference images. */
	NANO_BANANA(List.of("1K"), false, 3),

	/** gemini-3-pro-image: ten ratios, 1K, 2K and 4K. */
	NANO_BANANA_PRO(List.of("1K", "2K", "4K"), false, 14),

	/** gemini-3.1-flash-image: fourteen ratios, 512, 1K, 2K and 4K. */
	NANO_BANANA_2(List.of("512", "1K", "2K", "4K"), true, 14),

	/** gemini-3.1-flash-lite-image: fourteen ratios, 1K only. */
	NANO_BANANA_2_LITE(List.of("1K"), true, 14),

	/** gemini-nano-banana-2.1: fourteen ratios, 1K, 2K and 4K. */
	NANO_BANANA_2_1(List.of("1K", "2K", "4K"), true, 14),

	/** OpenAI's gpt-image models: pixel sizes, base64 only, n pictures. */
	GPT_IMAGE(List.of("1K"), false, 16),

	/** OpenAI's dall-e-2 and dall-e-3: pixel sizes, url by default. */
	DALL_E(List.of("1K"), false, 16);

	private final List<String> tiers;

	private final boolean extremeRatios;

	private final int maxReferences;

	ModelFamily(List<String> tiers, boolean extremeRatios, int maxReferences) {
		this.tiers = tiers;
		this.extremeRatios = extremeRatios;
		this.maxReferences = maxReferences;
	}

	/**
	 * Return the tiers that {@code image_size} may name, smallest first.
	 * @return the tiers, such as {@code 1K}
	 */
	public List<String> tiers() {
		return this.tiers;
	}

	/**
	 * Return the ratios that {@code aspect_ratio} may name.
	 * @return the ratios, such as {@code 16:9}
	 */
	public List<String> ratios() {
		return (this.extremeRatios) ? Pixels.ALL_RATIOS : Pixels.CLASSIC_RATIOS;
	}

	/**
	 * Return how many reference images one request may carry.
	 * @return the greatest number of reference images
	 */
	public int maxReferences() {
		return this.maxReferences;
	}

	boolean isOpenAi() {
		return this == GPT_IMAGE || this == DALL_E;
	}

	/**
	 * Guess the family from a model name as the relays of the gpt-best family use it.
	 * @param model the model name
	 * @return the family; the first generation for an unknown name
	 */
	public static ModelFamily of(String model) {
		String name = model.toLowerCase(Locale.ROOT);
		if (name.contains("gpt-image")) {
			return GPT_IMAGE;
		}
		if (name.contains("dall-e")) {
			return DALL_E;
		}
		if (name.contains("lite")) {
			return NANO_BANANA_2_LITE;
		}
		if (name.contains("2.1")) {
			return NANO_BANANA_2_1;
		}
		if (name.contains("3.1")) {
			return NANO_BANANA_2;
		}
		if (name.contains("pro") || name.contains("nano-banana-2")) {
			return NANO_BANANA_PRO;
		}
		return NANO_BANANA;
	}

}
