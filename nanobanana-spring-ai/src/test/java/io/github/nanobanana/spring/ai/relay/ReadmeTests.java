package io.github.nanobanana.spring.ai.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The failure table of the README says what the code does, in English and in Chinese, and
 * both show the same code.
 */
class ReadmeTests {

	private static final String ENGLISH = "README.md";

	private static final String CHINESE = "README.zh-CN.md";

	private static final Map<String, String> CELL_WORDS = Map.of("是", "yes", "否", "no", "绝不", "never", "可能", "maybe");

	private static final Pattern CODE_BLOCK = Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);

	private static final Pattern COMMENT = Pattern.compile("(?<!\\S)(#|//) .*");

	@ParameterizedTest
	@ValueSource(strings = { ENGLISH, CHINESE })
	void failureTableListsEveryKindInOrder(String file) throws IOException {
		assertThat(rows(file)).extracting((cells) -> cells[1])
			.containsExactlyElementsOf(
					Arrays.stream(FailureKind.values()).map((kind) -> "`" + kind.name() + "`").toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { ENGLISH, CHINESE })
	void failureTableTellsWhetherAnotherEndpointIsAsked(String file) throws IOException {
		for (String[] cells : rows(file)) {
			FailureClass failureClass = FailureKind.valueOf(cells[1].replace("`", "")).failureClass();
			boolean always = Arrays.stream(FailedCalls.values()).allMatch(failureClass::permitsAnotherEndpoint);
			boolean never = Arrays.stream(FailedCalls.values()).noneMatch(failureClass::permitsAnotherEndpoint);
			assertThat(cells[4].equals("yes")).as(cells[1]).isEqualTo(always);
			assertThat(cells[4].equals("no") || cells[4].equals("never")).as(cells[1]).isEqualTo(never);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { ENGLISH, CHINESE })
	void failureTableTellsWhetherTheCallMayBeCharged(String file) throws IOException {
		for (String[] cells : rows(file)) {
			FailureKind kind = FailureKind.valueOf(cells[1].replace("`", ""));
			boolean never = Arrays.stream(FailedCalls.values()).noneMatch(kind::mayHaveBeenCharged);
			boolean always = Arrays.stream(FailedCalls.values()).allMatch(kind::mayHaveBeenCharged);
			assertThat(cells[3].equals("no")).as(cells[1]).isEqualTo(never);
			assertThat(cells[3].equals("maybe")).as(cells[1]).isEqualTo(always);
		}
	}

	@Test
	void bothLanguagesShowTheSameCodeApartFromComments() throws IOException {
		assertThat(codeBlocks(ENGLISH)).isNotEmpty();
		assertThat(codeBlocks(CHINESE)).containsExactlyElementsOf(codeBlocks(ENGLISH));
	}

	private static List<String> codeBlocks(String file) throws IOException {
		return CODE_BLOCK.matcher(Files.readString(Path.of("..", file)))
			.results()
			.map((block) -> COMMENT.matcher(block.group()).replaceAll("$1"))
			.toList();
	}

	private static List<String[]> rows(String file) throws IOException {
		Pattern row = Pattern.compile("\\| `[A-Z_]+` \\|.*");
		return Files.readAllLines(Path.of("..", file))
			.stream()
			.filter((line) -> row.matcher(line).matches())
			.map((line) -> line.split(" *\\| *"))
			.map((cells) -> Arrays.stream(cells)
				.map((cell) -> CELL_WORDS.getOrDefault(cell, cell))
				.toArray(String[]::new))
			.toList();
	}

}
