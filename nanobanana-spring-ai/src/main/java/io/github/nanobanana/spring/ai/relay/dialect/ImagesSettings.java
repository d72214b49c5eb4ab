package io.github.nanobanana.spring.ai.relay.dialect;

import org.jspecify.annotations.Nullable;

/**
 * How a relay's image endpoints name and want things. Relays of one family differ in
 * names more than in anything else, so names are settings. A name with a dot in it, such
 * as {@code input.aspect_ratio}, goes into an object. Immutable.
 * <p>
 * Start from {@link #gptBest()} or {@link #openAi()} and change what differs:
 *
 * <pre class="code">
 * ImagesSettings.gptBest().mutate().tierField("resolution").references(References.URL, "image_input").build();
 * </pre>
 */
public final class ImagesSettings {

	private static final ImagesSettings GPT_BEST = new ImagesSettingsBuilder().build();

	private static final ImagesSettings OPENAI = GPT_BEST.mutate()
		.ratioField("size")
		.tierField("quality")
		.filePart("image[]")
		.seed(false)
		.build();

	final String path;

	final @Nullable String editPath;

	final String taskPath;

	final String promptField;

	final @Nullable String ratioField;

	final @Nullable String tierField;

	final Pixels pixels;

	final Tiers tiers;

	final ModelSuffix modelSuffix;

	final References references;

	final String referenceField;

	final String filePart;

	final boolean count;

	final boolean responseFormat;

	final boolean seed;

	final boolean async;

	ImagesSettings(ImagesSettingsBuilder builder) {
		this.path = builder.path;
		this.editPath = builder.editPath;
		this.taskPath = builder.taskPath;
		this.promptField = builder.promptField;
		this.ratioField = builder.ratioField;
		this.tierField = builder.tierField;
		this.pixels = builder.pixels;
		this.tiers = builder.tiers;
		this.modelSuffix = builder.modelSuffix;
		this.references = builder.references;
		this.referenceField = builder.referenceField;
		this.filePart = builder.filePart;
		this.count = builder.count;
		this.responseFormat = builder.responseFormat;
		this.seed = builder.seed;
		this.async = builder.async;
	}

	/**
	 * What the gpt-best family takes: {@code aspect_ratio}, {@code image_size}, edits as
	 * multipart with parts named {@code image}.
	 * @return the settings of that family
	 */
	public static ImagesSettings gptBest() {
		return GPT_BEST;
	}

	/**
	 * What new-api and one-api forward: the ratio in {@code size} and the tier in
	 * {@code quality}, where new-api's adaptors look for them, and no field that they
	 * drop. Those adaptors know no quality above 2K.
	 * @return settings of the strict OpenAI form
	 */
	public static ImagesSettings openAi() {
		return OPENAI;
	}

	/**
	 * Starts from these settings.
	 * @return a builder that holds them
	 */
	public ImagesSettingsBuilder mutate() {
		return new ImagesSettingsBuilder(this);
	}

	@Override
	public String toString() {
		return "ImagesSettings[%s, ratio=%s, tier=%s %s, pixels=%s, suffix=%s, references=%s %s]".formatted(this.path,
				this.ratioField, this.tierField, this.tiers, this.pixels, this.modelSuffix, this.references,
				this.referenceField);
	}

	/** Whether the ratio is told in pixels. */
	public enum Pixels {

		/** No: as a ratio. */
		NONE,

		/** As {@code 1376x768}, in the field of the ratio. */
		TEXT,

		/** As numbers in {@code width} and {@code height}, in place of the ratio. */
		WIDTH_AND_HEIGHT

	}

	/** How tiers are written. */
	public enum Tiers {

		/** {@code 512}, {@code 1K}, {@code 2K}, {@code 4K}. */
		CAPITAL,

		/**
		 * {@code 512}, {@code 1k}, {@code 2k}, {@code 4k}; api.gpt.ge takes only that.
		 */
		SMALL,

		/** {@code 0.5K}, {@code 1K}, {@code 2K}, {@code 4K}, as jiekou.ai writes them. */
		HALF_K

	}

	/** Whether the tier stands at the end of the model name. */
	public enum ModelSuffix {

		/** No: the name is sent as it is, and the tier in its field. */
		NONE,

		/**
		 * {@code nano-banana-2} for 1K, {@code nano-banana-2-2k} and
		 * {@code nano-banana-2-4k} above it.
		 */
		ABOVE_1K,

		/** {@code NanoBanana2-1K} and so on, for every tier. */
		ALWAYS

	}

	/** How reference pictures are sent. */
	public enum References {

		/** As files of a multipart edit; addresses go into JSON, and bytes with them. */
		MULTIPART,

		/** As data URIs in JSON. */
		DATA_URI,

		/** As bare base64 in JSON. */
		BASE64,

		/** Only as addresses in JSON; bytes cannot be sent. */
		URL

	}

}
