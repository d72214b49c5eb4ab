package io.github.nanobanana.spring.ai.relay.dialect;

/**
 * The strict form of OpenAI's image endpoints, for new-api and one-api: only fields that
 * these forward. The ratio goes into {@code size} and the tier into {@code quality},
 * which their adaptors read; a seed cannot be sent.
 */
public final class OpenAiDialect extends ImagesDialect {

	/** The name used in the configuration. */
	public static final String NAME = "openai";

	/**
	 * The dialect as new-api speaks it.
	 */
	public OpenAiDialect() {
		this(ImagesSettings.openAi());
	}

	/**
	 * The dialect with names of one relay.
	 * @param settings the names
	 */
	public OpenAiDialect(ImagesSettings settings) {
		super(NAME, settings);
	}

}
