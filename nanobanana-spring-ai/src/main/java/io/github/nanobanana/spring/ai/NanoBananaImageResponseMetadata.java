package io.github.nanobanana.spring.ai;

import java.util.List;

import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.image.ImageResponseMetadata;

import io.github.nanobanana.spring.ai.relay.RelayFailure;

/**
 * What is to be said of a response as a whole. The same is in the map for callers that
 * know only Spring AI's types: {@value #MODEL}, {@value #NOTES} and {@value #FAILURES}.
 */
public final class NanoBananaImageResponseMetadata extends ImageResponseMetadata {

	/** Key of the model name that was asked for. */
	public static final String MODEL = "model";

	/** Key of the list of {@linkplain #getNotes() notes}. */
	public static final String NOTES = "notes";

	/** Key of the list of {@linkplain #getFailures() failures}. */
	public static final String FAILURES = "failures";

	private final List<String> notes;

	private final List<RelayFailure> failures;

	NanoBananaImageResponseMetadata(long created, Usage usage, String model, List<String> notes,
			List<RelayFailure> failures) {
		super(created, usage);
		this.notes = List.copyOf(notes);
		this.failures = List.copyOf(failures);
		put(MODEL, model);
		put(NOTES, this.notes);
		put(FAILURES, this.failures);
	}

	String model() {
		return getRequired(MODEL);
	}

	/**
	 * Options that were ignored or adjusted, each as a sentence.
	 * @return the notes, empty if everything was sent as asked
	 */
	public List<String> getNotes() {
		return this.notes;
	}

	/**
	 * Why pictures are missing, where fewer arrived than were asked for.
	 * @return the failures, empty if every picture arrived
	 */
	public List<RelayFailure> getFailures() {
		return this.failures;
	}

}
