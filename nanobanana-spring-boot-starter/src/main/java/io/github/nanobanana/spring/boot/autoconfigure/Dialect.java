package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Locale;

/**
 * The wire dialects by the names that the configuration has for them.
 */
public enum Dialect {

	/** OpenAI's images form, as the gpt-best family of relays extends it. */
	GPT_BEST,

	/** OpenAI's images form with only the fields that new-api and one-api forward. */
	OPENAI,

	/** Google's own generateContent, on relays and on Google's API. */
	GEMINI,

	/** Chat completions with the picture in the answer. */
	CHAT;

	/**
	 * Whether pictures are asked for at OpenAI's image endpoints.
	 */
	boolean isImages() {
		return this == GPT_BEST || this == OPENAI;
	}

	/**
	 * The name as in the configuration, such as {@code gpt-best}.
	 */
	String property() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
