package io.github.nanobanana.spring.ai.relay;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of a relay's words when it repeats the prompt.
 */
class PromptEchoTests {

	private static final String PROMPT = "a portrait of Anna Sokolova\n\tin her kitchen, by morning light";

	@Test
	void strikeWhenPromptIsRepeatedLeavesTheRest() {
		assertThat(PromptEcho.strike("The prompt 'a portrait of Anna Sokolova in her kitchen, by morning light' is bad",
				PROMPT))
			.isEqualTo("The prompt '…' is bad");
	}

	@Test
	void strikeWhenPromptIsRepeatedInOtherCaseOrTwiceStrikesIt() {
		assertThat(PromptEcho.strike("A CAT? No: a cat!", "a cat")).isEqualTo("…? No: …!");
	}

	@Test
	void strikeWhenPiecesAreRepeatedStrikesTheLongOnes() {
		assertThat(PromptEcho.strike("blocked: Anna Sokolova in her... kitchen", PROMPT))
			.isEqualTo("blocked:…... kitchen");
		assertThat(PromptEcho.strike("the word 'Sokolova' is not allowed", PROMPT))
			.isEqualTo("the word 'Sokolova' is not allowed");
	}

	@Test
	void strikeWhenPromptIsChineseStrikesEightCharacters() {
		String prompt = "陈晓明先生在自家厨房里做早饭，清晨的光线";
		assertThat(PromptEcho.strike("提示词违规：陈晓明先生在自家厨房", prompt)).isEqualTo("提示词违规：…");
		assertThat(PromptEcho.strike("敏感词：陈晓明先生在", prompt)).isEqualTo("敏感词：陈晓明先生在");
		assertThat(PromptEcho.strike("违规：一只猫", "一只猫")).isEqualTo("违规：…");
	}

	@Test
	void strikeWhenNothingIsRepeatedChangesNothing() {
		for (String prompt : new String[] { PROMPT, "", "a", "model" }) {
			assertThat(PromptEcho.strike("no available channel", prompt)).isEqualTo("no available channel");
		}
	}

	@Test
	void strikeWhenLowerCaseIsLongerStrikesTheRightPlace() {
		assertThat(PromptEcho.strike("İİİ: İstanbul at night, from above", "İSTANBUL at night, from above"))
			.isEqualTo("İİİ: …");
	}

	@Test
	void wordsWhenPromptIsEscapedOrCutAtTheLimitHoldNoneOfIt() {
		StringBuilder escaped = new StringBuilder();
		PROMPT.chars().forEach((character) -> escaped.append("\\u%04x".formatted(character)));
		assertThat(Words.clean("{\"prompt\":\"" + escaped, "sk-key", PROMPT)).isEqualTo("{\"prompt\":\"…");
		assertThat(Words.clean("x ".repeat(140) + PROMPT, "sk-key", PROMPT)).endsWith("x …").doesNotContain("portrait");
	}

}
