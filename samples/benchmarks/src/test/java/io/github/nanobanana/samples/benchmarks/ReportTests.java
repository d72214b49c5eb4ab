package io.github.nanobanana.samples.benchmarks;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The arithmetic of the report.
 */
class ReportTests {

	@Test
	void medianIsTheMiddle() {
		assertThat(Statistics.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
		assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
		assertThat(Statistics.median(List.of())).isNaN();
	}

	@Test
	void numberHasThreeDigits() {
		assertThat(Statistics.number(1.234)).isEqualTo("1.23");
		assertThat(Statistics.number(12.34)).isEqualTo("12.3");
		assertThat(Statistics.number(1234.4)).isEqualTo("1,234");
		assertThat(Statistics.number(Double.NaN)).isEqualTo("-");
	}

	@Test
	void figuresAreReadFromWhatAProcessSays() {
		Figures figures = Figures.read(List.of("WARN: something", "@ cpu 1.5", "@ held 3.0E7"), 0);
		assertThat(figures.succeeded()).isTrue();
		assertThat(figures.get("cpu")).isEqualTo(1.5);
		assertThat(figures.get("held")).isEqualTo(30_000_000);
	}

	@Test
	void figuresWhenProcessFailsSayItsFirstWords() {
		assertThat(Figures.read(List.of("! IOException: too large", "at x"), 1).failure())
			.isEqualTo("IOException: too large");
		assertThat(Figures.read(List.of("Terminating due to java.lang.OutOfMemoryError: Java heap space"), 3).failure())
			.isEqualTo("java.lang.OutOfMemoryError: Java heap space");
		assertThat(Figures.read(List.of(), 137).failure()).isEqualTo("ended with status 137");
	}

	@Test
	void tableHasAColumnForEachClientAndRatios() {
		Table table = new Table();
		Table.Row row = table.row("time", "≤ 1×");
		row.ratio(Peer.NANO_BANANA, 2.5, 10, " ms");
		row.fails(Peer.LANGCHAIN4J, Figures.failed("too large"));
		table.note("A note.");
		String[] lines = table.toMarkdown().split("\n");
		assertThat(lines[0].split("\\|")).hasSize(3 + Peer.values().length);
		assertThat(lines[2]).startsWith("| time | ≤ 1× | 0.25× (2.50 ms) |").contains("| fails: too large |");
		assertThat(lines[4]).isEqualTo("A note.");
	}

	@Test
	void dependencyTreeFollowsWhatIsLeftOutAsDuplicate() {
		DependencyTree tree = DependencyTree.read(List.of("a:root:jar:1", "+- g:starter:jar:1.0:compile",
				"|  +- g:core:jar:2.0:compile (version managed from 2.0)",
				"|  |  \\- g:native:jar:linux-x86_64:3.0:runtime", "|  \\- g:other:jar:1.1:compile",
				"\\- g:second:jar:1.0:compile",
				"   \\- (g:core:jar:2.0:compile - version managed from 2.0; omitted for duplicate)"));
		assertThat(tree.jars(Path.of("lib"), List.of("g:second"))).containsExactly(Path.of("lib/second-1.0.jar"),
				Path.of("lib/core-2.0.jar"), Path.of("lib/native-3.0-linux-x86_64.jar"));
		assertThat(tree.jars(Path.of("lib"), List.of("g:starter"))).hasSize(4);
	}

}
