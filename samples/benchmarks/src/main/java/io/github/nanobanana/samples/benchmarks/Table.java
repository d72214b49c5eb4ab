package io.github.nanobanana.samples.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Markdown table: one row for each measure, one column for each client.
 */
final class Table {

	private final List<Row> rows = new ArrayList<>();

	private final List<String> notes = new ArrayList<>();

	Row row(String measure, String target) {
		Row row = new Row(measure, target, new EnumMap<>(Peer.class));
		this.rows.add(row);
		return row;
	}

	void note(String note) {
		if (!this.notes.contains(note)) {
			this.notes.add(note);
		}
	}

	String toMarkdown() {
		Stream<String> head = Stream.of(line(Stream.concat(Stream.of("measure", "target"), labels())),
				"|---|---|" + "---|".repeat(Peer.values().length));
		Stream<String> body = this.rows.stream().map(Table::line);
		Stream<String> foot = this.notes.stream().map((note) -> "\n" + note);
		return Stream.of(head, body, foot).flatMap((part) -> part).collect(Collectors.joining("\n"));
	}

	private static Stream<String> labels() {
		return Stream.of(Peer.values()).map(Peer::label);
	}

	private static String line(Row row) {
		Stream<String> cells = Stream.of(Peer.values()).map((peer) -> row.cells().getOrDefault(peer, ""));
		return line(Stream.concat(Stream.of(row.measure(), row.target()), cells));
	}

	private static String line(Stream<String> cells) {
		return cells.collect(Collectors.joining(" | ", "| ", " |"));
	}

	/**
	 * One measure.
	 *
	 * @param measure what was measured, with its unit
	 * @param target what is to be reached
	 * @param cells the figure of each client
	 */
	record Row(String measure, String target, Map<Peer, String> cells) {

		/** A figure as multiple of another, and itself. */
		void ratio(Peer peer, double value, double of, String unit) {
			this.cells.put(peer, "%s× (%s%s)".formatted(Statistics.number(value / of), Statistics.number(value), unit));
		}

		void put(Peer peer, String text) {
			this.cells.put(peer, text);
		}

		void fails(Peer peer, Figures figures) {
			this.cells.put(peer, "fails: " + figures.failure());
		}

	}

}
