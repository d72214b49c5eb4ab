package io.github.nanobanana.spring.ai.relay.dialect;

/**
 * How a relay's image endpoints name and want things. Relays of one family differ in
 * names more than in anything else, so names are settings.
 *
 * @param ratio where the aspect ratio goes
 * @param tier where the resolution tier goes
 * @param lowerCaseTier whether the tier is written {@code 2k}; some relays take only that
 * @param pixels whether and how the size in pixels goes along
 * @param references where reference pictures go
 * @param referenceField the name of the JSON field for references
 * @param filePart the part name of a picture in a multipart edit
 * @param seed whether a seed is sent
 * @param async whether calls are submitted as tasks with {@code ?async=true}
 */
public record ImagesSettings(RatioField ratio, TierField tier, boolean lowerCaseTier, Pixels pixels,
		References references, String referenceField, String filePart, boolean seed, boolean async) {

	private static final ImagesSettings GPT_BEST = new ImagesSettings(RatioField.ASPECT_RATIO, TierField.IMAGE_SIZE,
			false, Pixels.NONE, References.MULTIPART, "image", "image", true, false);

	private static final ImagesSettings OPENAI = new ImagesSettings(RatioField.SIZE, TierField.QUALITY, false,
			Pixels.NONE, References.MULTIPART, "image", "image[]", false, false);

	public ImagesSettings {
		if (ratio == RatioField.SIZE && tier == TierField.SIZE) {
			throw new IllegalArgumentException(
					"Ratio and tier cannot both go into size: choose another field for one of them.");
		}
		if (pixels == Pixels.SIZE && (ratio == RatioField.SIZE || tier == TierField.SIZE)) {
			throw new IllegalArgumentException(
					"Pixels and ratio or tier cannot both go into size: choose another field for one of them.");
		}
	}

	/**
	 * What the gpt-best family takes.
	 * @return {@code aspect_ratio}, {@code image_size}, edits as multipart
	 */
	public static ImagesSettings gptBest() {
		return GPT_BEST;
	}

	/**
	 * What new-api and one-api forward: the ratio in {@code size} and the tier in
	 * {@code quality}, and no field that they drop.
	 * @return settings of the strict OpenAI form
	 */
	public static ImagesSettings openAi() {
		return OPENAI;
	}

	/**
	 * The same with another field for the ratio.
	 * @param field the field
	 * @return new settings
	 */
	public ImagesSettings withRatio(RatioField field) {
		return new ImagesSettings(field, this.tier, this.lowerCaseTier, this.pixels, this.references,
				this.referenceField, this.filePart, this.seed, this.async);
	}

	/**
	 * The same with another field for the tier.
	 * @param field the field
	 * @param lowerCase whether it is written in lower case
	 * @return new settings
	 */
	public ImagesSettings withTier(TierField field, boolean lowerCase) {
		return new ImagesSettings(this.ratio, field, lowerCase, this.pixels, this.references, this.referenceField,
				this.filePart, this.seed, this.async);
	}

	/**
	 * The same with pixels going along.
	 * @param form how they are written
	 * @return new settings
	 */
	public ImagesSettings withPixels(Pixels form) {
		return new ImagesSettings(this.ratio, this.tier, this.lowerCaseTier, form, this.references, this.referenceField,
				this.filePart, this.seed, this.async);
	}

	/**
	 * The same with another way for references.
	 * @param form how they are sent
	 * @param field the name of the JSON field
	 * @return new settings
	 */
	public ImagesSettings withReferences(References form, String field) {
		return new ImagesSettings(this.ratio, this.tier, this.lowerCaseTier, this.pixels, form, field, this.filePart,
				this.seed, this.async);
	}

	/**
	 * The same with another part name for files.
	 * @param name the part name
	 * @return new settings
	 */
	public ImagesSettings withFilePart(String name) {
		return new ImagesSettings(this.ratio, this.tier, this.lowerCaseTier, this.pixels, this.references,
				this.referenceField, name, this.seed, this.async);
	}

	/**
	 * The same with calls submitted as tasks or not.
	 * @param submitted whether they are
	 * @return new settings
	 */
	public ImagesSettings withAsync(boolean submitted) {
		return new ImagesSettings(this.ratio, this.tier, this.lowerCaseTier, this.pixels, this.references,
				this.referenceField, this.filePart, this.seed, submitted);
	}

	/** The field of the ratio. */
	public enum RatioField {

		/** {@code aspect_ratio}, the most common. */
		ASPECT_RATIO("aspect_ratio"),

		/** {@code aspectRatio}. */
		ASPECT_RATIO_CAMEL("aspectRatio"),

		/** {@code ratio}. */
		RATIO("ratio"),

		/** {@code size}, as new-api's image adaptors read it. */
		SIZE("size"),

		/** Not sent. */
		NONE("");

		final String field;

		RatioField(String field) {
			this.field = field;
		}

	}

	/** The field of the tier. */
	public enum TierField {

		/** {@code image_size}, the most common. */
		IMAGE_SIZE("image_size"),

		/** {@code imageSize}. */
		IMAGE_SIZE_CAMEL("imageSize"),

		/** {@code resolution}. */
		RESOLUTION("resolution"),

		/** {@code quality}, as new-api's image adaptors read it. */
		QUALITY("quality"),

		/** {@code size}. */
		SIZE("size"),

		/**
		 * At the end of the model name, as in {@code nano-banana-2-4k}; 1K is the bare
		 * name.
		 */
		MODEL_SUFFIX(""),

		/** Not sent. */
		NONE("");

		final String field;

		TierField(String field) {
			this.field = field;
		}

	}

	/** Whether and how pixels go along. */
	public enum Pixels {

		/** Not sent. */
		NONE,

		/** As numbers in {@code width} and {@code height}. */
		WIDTH_AND_HEIGHT,

		/** As {@code WxH} in {@code size}. */
		SIZE

	}

	/** How reference pictures are sent. */
	public enum References {

		/** As files of a multipart edit; addresses go into JSON. */
		MULTIPART,

		/** As data URIs in JSON. */
		DATA_URI,

		/** As bare base64 in JSON. */
		BASE64,

		/** Only as addresses in JSON. */
		URL_ONLY

	}

}
