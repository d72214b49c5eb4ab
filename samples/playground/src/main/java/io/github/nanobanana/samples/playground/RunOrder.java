package io.github.nanobanana.samples.playground;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.InvalidImageRequestException;

/**
 * What the page asks for.
 *
 * @param prompt the text
 * @param model the model, or {@code null} for the configured one
 * @param ratio the shape, or {@code null} to leave it to the model
 * @param size the tier, or {@code null} to leave it to the model
 * @param count how many versions, 1 to {@value #MAX_COUNT}
 * @param seed the seed of the first version, or {@code null}
 * @param references ids of pictures that go along
 * @param mask the id of the mask, or {@code null}
 */
record RunOrder(String prompt, @Nullable String model, @Nullable String ratio, @Nullable String size, int count,
		@Nullable Long seed, List<String> references, @Nullable String mask) {

	/** The most versions of one run; each is a paid call. */
	static final int MAX_COUNT = 8;

	/** The longest prompt in characters. */
	static final int MAX_PROMPT = 20_000;

	RunOrder {
		prompt = (prompt != null) ? prompt.strip() : "";
		model = blankToNull(model);
		ratio = blankToNull(ratio);
		size = blankToNull(size);
		references = (references != null) ? List.copyOf(references) : List.of();
		mask = blankToNull(mask);
		if (prompt.isEmpty() || prompt.length() > MAX_PROMPT) {
			throw new InvalidImageRequestException(
					"The prompt must have 1 to %d characters, not %d.".formatted(MAX_PROMPT, prompt.length()));
		}
		if (count < 1 || count > MAX_COUNT) {
			throw new InvalidImageRequestException(
					"The number of versions must be 1 to %d, not %d.".formatted(MAX_COUNT, count));
		}
	}

	private static @Nullable String blankToNull(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text.strip();
	}

	/** Without the prompt, which may be private. */
	@Override
	public String toString() {
		return "RunOrder[%d of %s, %s, %s]".formatted(this.count, this.model, this.ratio, this.size);
	}

}
