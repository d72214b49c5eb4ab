package io.github.nanobanana.spring.ai.relay.dialect;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.RelayTask;
import io.github.nanobanana.spring.ai.relay.WireRequest;

/**
 * The strict form of OpenAI's image endpoints, for new-api and one-api: only fields that
 * these forward. The ratio goes into {@code size} and the tier into {@code quality},
 * which their adaptors read; a seed cannot be sent.
 */
public final class OpenAiDialect implements RelayDialect {

	/** The name used in the configuration. */
	public static final String NAME = "openai";

	private final ImagesSettings settings;

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
		this.settings = settings;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public WireRequest write(ImageCall call) {
		return ImagesRequest.write(this.settings, call);
	}

	@Override
	public RelayAnswer read(AnswerDocument document) {
		return OpenAiAnswer.read(document);
	}

	@Override
	public @Nullable RelayTask task(AnswerDocument document) {
		return ImagesTask.find(document, this.settings.taskPath);
	}

}
