package io.github.nanobanana.spring.ai.relay.dialect;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.RelayTask;
import io.github.nanobanana.spring.ai.relay.WireRequest;

/**
 * The dialect of the gpt-best family of relays: OpenAI's images form with
 * {@code aspect_ratio} and {@code image_size} beside it, references as files of an edit,
 * and tasks where the relay makes them.
 */
public final class GptBestDialect implements RelayDialect {

	/** The name used in the configuration. */
	public static final String NAME = "gpt-best";

	private final ImagesSettings settings;

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
