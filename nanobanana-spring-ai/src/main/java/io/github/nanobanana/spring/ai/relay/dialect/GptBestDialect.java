package io.github.nanobanana.spring.ai.relay.dialect;

/**
 * The dialect of the gpt-best family of relays: OpenAI's images form with
 * {@code aspect_ratio} and {@code image_size} beside it, references as files of an edit,
 * and tasks where the relay makes them.
 */
public final class GptBestDialect extends ImagesDialect {

	/** The name used in the configuration. */
	public static final String NAME = "gpt-best";

	/**
	 * The dialect as most of the family speaks it.
	 */
	public GptBestDialect() {
		this(ImagesSettings.gptBest());
	}

	/**
	 * The dialect with names of one relay.
	 * @param settings the names
	 */
	public GptBestDialect(ImagesSettings settings) {
		super(NAME, settings);
	}

}
