package io.github.nanobanana.spring.ai.prompt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever parts are given in whatever order, they are written in the recommended one,
 * each once, and punctuated once.
 */
class StructuredPromptOrderTests {

	private static final int PROMPTS = 2000;

	/** What people leave at the end of a name. */
	private static final List<String> ENDS = List.of("", ".", "。", ",", "，", " ", "\n", ".\n", "...", "…", " a.m.",
			"\"", "”");

	/** What they leave at the end of a sentence. */
	private static final List<String> SENTENCE_ENDS = Stream.concat(ENDS.stream(), Stream.of("!", "？", "?!", "！"))
		.toList();

	@ParameterizedTest
	@EnumSource(PromptLanguage.class)
	void textOfAnyPartsHasThemOnceInRecommendedOrder(PromptLanguage language) {
		LongStream.range(0, PROMPTS).forEach((seed) -> {
			RandomParts parts = new RandomParts(new Random(seed));
			String text = parts.build(language);
			assertThat(text).as("seed %d", seed).containsSubsequence(parts.tokens).startsWith(parts.tokens.get(0));
			for (String token : parts.tokens) {
				assertThat(text.split(token, -1)).as("seed %d, %s in %s", seed, token, text).hasSize(2);
			}
			assertPunctuation(text, "seed " + seed);
		});
	}

	private static void assertPunctuation(String text, String seed) {
		assertThat(text).as(seed)
			.doesNotContainPattern("[^.]\\.\\.( |$)")
			.doesNotContainPattern("[,，、][ ]?[,，、.。]")
			.doesNotContainPattern("[。!?！？][,，。]")
			.doesNotContainPattern("  | $|^ |\\R| [,.，。]")
			.doesNotContain("null", "（）", "\"\"", "“”")
			.matches("(?s).*[.。!?！？…]$");
	}

	/** Parts that are found again in the text by a token of their own. */
	private static final class RandomParts {

		private final StructuredPrompt.Builder builder = StructuredPrompt.builder();

		private final List<Runnable> calls = new ArrayList<>();

		private final List<String> tokens = new ArrayList<>();

		private final Random random;

		RandomParts(Random random) {
			this.random = random;
			give("subject", SENTENCE_ENDS, this.builder::subject);
			maybe("scene", SENTENCE_ENDS, this.builder::scene);
			maybe("camera", SENTENCE_ENDS, this.builder::camera);
			maybe("lighting", SENTENCE_ENDS, this.builder::lighting);
			several("detail", SENTENCE_ENDS, this.builder::details);
			maybe("style", SENTENCE_ENDS, this.builder::style);
			if (random.nextBoolean()) {
				String letters = token("letters");
				String typeface = token("typeface");
				String placement = token("placement");
				this.calls.add(() -> this.builder.lettering(letters, typeface, placement));
			}
			several("keep", ENDS, this.builder::keep);
			several("avoid", ENDS, this.builder::avoid);
			maybe("ratio", ENDS, this.builder::ratio);
			maybe("resolution", ENDS, this.builder::resolution);
		}

		String build(PromptLanguage language) {
			Collections.shuffle(this.calls, this.random);
			this.calls.forEach(Runnable::run);
			return this.builder.language(language).build().text();
		}

		private void maybe(String name, List<String> ends, Setter setter) {
			if (this.random.nextBoolean()) {
				give(name, ends, setter);
			}
		}

		private void several(String name, List<String> ends, Adder adder) {
			String[] values = new String[this.random.nextInt(4)];
			for (int i = 0; i < values.length; i++) {
				values[i] = token(name) + oneOf(ends);
			}
			this.calls.add(() -> adder.add(values));
		}

		private void give(String name, List<String> ends, Setter setter) {
			String value = token(name) + oneOf(ends);
			this.calls.add(() -> setter.set(value));
		}

		private String token(String name) {
			this.tokens.add(name + "-" + this.tokens.size() + "x");
			return this.tokens.get(this.tokens.size() - 1);
		}

		private String oneOf(List<String> ends) {
			return ends.get(this.random.nextInt(ends.size()));
		}

	}

	private interface Setter {

		void set(String value);

	}

	private interface Adder {

		void add(String... values);

	}

}
