package io.github.nanobanana.spring.ai;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.image.PixelSize;

/**
 * A family of Google's image models, with what its models can draw.
 * <p>
 * Facts are those of Google's pages on image generation (ai.google.dev) and of the Vertex
 * AI model pages as of November 2026. They serve to choose and to warn, never to refuse:
 * which family stands behind a relay's model name is the relay's affair, see
 * {@link ModelAliases}.
 */
public enum ModelFamily {

	/** The first Nano Banana: ten ratios, 1K only, three reference pictures. */
	GEMINI_2_5_FLASH_IMAGE("gemini-2.5-flash-image", 3),

	/** Nano Banana Pro: ten ratios, 1K to 4K, 14 reference pictures. */
	GEMINI_3_PRO_IMAGE("gemini-3-pro-image", 14),

	/** Google's Nano Banana 2: fourteen ratios, 512 to 4K, 14 reference pictures. */
	GEMINI_3_1_FLASH_IMAGE("gemini-3.1-flash-image", 14),

	/**
	 * Nano Banana 2 Lite: fourteen ratios, 1K only. Its number of reference pictures is
	 * not published; 14 is the bound of a prompt for all families.
	 */
	GEMINI_3_1_FLASH_LITE_IMAGE("gemini-3.1-flash-lite-image", 14),

	/** Nano Banana 2.1: fourteen ratios, 1K to 4K, 14 reference pictures. */
	NANO_BANANA_2_1("gemini-nano-banana-2.1", 14);

	private final String id;

	private final int maxReferences;

	ModelFamily(String id, int maxReferences) {
		this.id = id;
		this.maxReferences = maxReferences;
	}

	/**
	 * Returns the family of a model name by the {@linkplain ModelAliases#defaults()
	 * default aliases}.
	 * @param modelName the name as sent to a relay
	 * @return the family, or {@code null} if the name is not known
	 */
	public static @Nullable ModelFamily of(String modelName) {
		return ModelAliases.defaults().family(modelName);
	}

	/**
	 * Returns the tier that a model name fixes by its ending, as {@code nano-banana-2-4k}
	 * does. Relays ignore the asked tier then.
	 * @param modelName the name as sent to a relay
	 * @return the tier, or {@code null} if the name leaves it open
	 */
	public static @Nullable ImageSize fixedSize(String modelName) {
		return ModelAliases.fixedSize(modelName);
	}

	/**
	 * Returns Google's id of the model.
	 * @return the id, without {@code -preview}
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Returns the ratios that the family draws.
	 * @return ten or fourteen ratios, in the order of Google's table
	 */
	public List<AspectRatio> ratios() {
		return PixelTable.of(this).ratios();
	}

	/**
	 * Returns the tiers that the family draws.
	 * @return one to four tiers, the smallest first
	 */
	public List<ImageSize> sizes() {
		return PixelTable.of(this).sizes();
	}

	/**
	 * Returns how many reference pictures one prompt may carry.
	 * @return the number of pictures
	 */
	public int maxReferences() {
		return this.maxReferences;
	}

	/**
	 * Returns the pixels that Google publishes for a ratio and a tier. Relays have been
	 * seen to deliver other sizes, so this is an expectation and not a promise.
	 * @param ratio the ratio
	 * @param size the tier
	 * @return the pixels, or {@code null} if the family does not draw the pair
	 */
	public @Nullable PixelSize pixels(AspectRatio ratio, ImageSize size) {
		return PixelTable.of(this).pixels(ratio, size);
	}

}
