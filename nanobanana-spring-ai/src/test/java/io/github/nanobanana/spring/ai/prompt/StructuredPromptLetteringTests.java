package io.github.nanobanana.spring.ai.prompt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Letters must reach the model as they are, with no doubt where they begin and end.
 */
class StructuredPromptLetteringTests {

	private static final String ALL_MARKS = "\"“«「『";

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
			OPEN                | "OPEN"
			Joe's Diner         | "Joe's Diner"
			‘quoted’            | "‘quoted’"
			say “hello”         | "say “hello”"
			6" pipe             | “6" pipe”
			"OPEN"              | “"OPEN"”
			say "a" or “b”      | «say "a" or “b”»
			"a" “b” «c»         | 「"a" “b” «c»」
			"a" “b” «c» 「d」     | 『"a" “b” «c» 「d」』
			Done.               | "Done."
			two  spaces         | "two  spaces"
			$1 \\0 %s {x}       | "$1 \\0 %s {x}"
			""")
	void textWhenEnglishUsesMarksThatLettersHaveNot(String letters, String quoted) {
		assertThat(lettering("a sign", letters)).isEqualTo("a sign. Clear legible text saying " + quoted + ".");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
			营业中           | “营业中”
			Joe's          | “Joe's”
			6" 披萨          | “6" 披萨”
			今日“特价”        | 「今日“特价”」
			“甲”「乙」         | 『“甲”「乙」』
			“甲”「乙」『丙』      | "“甲”「乙」『丙』"
			欢迎光临。          | “欢迎光临。”
			""")
	void textWhenChineseUsesMarksThatLettersHaveNot(String letters, String quoted) {
		assertThat(lettering("一块招牌", letters)).isEqualTo("一块招牌。清晰可读的文字" + quoted + "。");
	}

	@ParameterizedTest
	@CsvSource({ "'\n'", "'\r\n'", "'\r'", "' \n\t\n '", "'\u2028'" })
	void textWhenLetteringHasLinesSaysEachLine(String lineEnd) {
		assertThat(lettering("a banner", "\n GRAND" + lineEnd + "OPENING\n"))
			.isEqualTo("a banner. Clear legible text on 2 lines saying \"GRAND\" on line 1 and \"OPENING\" on line 2.");
		assertThat(lettering("一条横幅", "盛大开业" + lineEnd + "全场五折")).isEqualTo("一条横幅。清晰可读的2行文字，第1行“盛大开业”，第2行“全场五折”。");
	}

	@Test
	void textWhenLinesHaveLookSaysItAfterThem() {
		String text = "ONE\nTWO\n\"THREE\"";
		assertThat(StructuredPrompt.builder()
			.subject("a banner")
			.lettering(text, "gold capitals.", " in the middle")
			.build()
			.text())
			.isEqualTo("a banner. Clear legible text on 3 lines saying “ONE” on line 1, “TWO” on line 2"
					+ " and “\"THREE\"” on line 3, in gold capitals in the middle.");
		assertThat(StructuredPrompt.builder().subject("横幅").lettering(text, null, "正中").build().text())
			.isEqualTo("横幅。清晰可读的3行文字，第1行“ONE”，第2行“TWO”，第3行“\"THREE\"”（正中）。");
	}

	@Test
	void textWhenLetteringHasTabHasSpace() {
		assertThat(lettering("a menu", "\tTea\t3.50 ")).endsWith("saying \"Tea 3.50\".");
	}

	@Test
	void buildWhenLetteringHasEveryKindOfMarkThrows() {
		assertThatIllegalArgumentException().isThrownBy(() -> lettering("a sign", ALL_MARKS))
			.withMessage("The prompt's lettering has every kind of quotation mark: give it as several texts.");
	}

	@Test
	void buildWhenLetteringHasControlCharacterThrows() {
		assertThatIllegalArgumentException().isThrownBy(() -> lettering("a sign", "OP\u0008EN"))
			.withMessage("The prompt's lettering has the control character U+0008: leave that out.");
	}

	private static String lettering(String subject, String letters) {
		return StructuredPrompt.builder().subject(subject).lettering(letters).build().text();
	}

}
