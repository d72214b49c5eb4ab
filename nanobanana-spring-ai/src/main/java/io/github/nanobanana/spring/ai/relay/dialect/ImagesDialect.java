package io.github.nanobanana.spring.ai.relay.dialect;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.RelayTask;
import io.github.nanobanana.spring.ai.relay.WireRequest;

/**
 * What the dialects of image endpoints share: they are written by settings, and their
 * answers and tasks are read alike.
 */
abstract class ImagesDialect implements RelayDialect {

	private final String name;

	private final ImagesSettings settings;

	ImagesDialect(String name, ImagesSettings settings) {
		this.name = name;
		this.settings = settings;
	}

	@Override
	public final String name() {
		return this.name;
	}

	@Override
	public final WireRequest write(ImageCall call) {
		return ImagesRequest.write(this.settings, call);
	}

	@Override
	public final RelayAnswer read(AnswerDocument document) {
		return OpenAiAnswer.read(document);
	}

	@Override
	public final @Nullable RelayTask task(AnswerDocument document) {
		return ImagesTask.find(document, this.settings.taskPath);
	}

}
