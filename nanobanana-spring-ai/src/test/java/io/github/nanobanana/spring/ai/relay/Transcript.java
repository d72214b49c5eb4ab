package io.github.nanobanana.spring.ai.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What one relay expects and answers, as its own documents tell it, read from a text file
 * of sections. A section begins with {@code ==}, its kind and its settings; a line that
 * begins with {@code ->} says what must come of it.
 *
 * @param relay the name of the file
 * @param sections the sections in the order of the file
 */
record Transcript(String relay, List<Section> sections) {

	static List<Transcript> all() {
		try (Stream<Path> files = Files.list(Path.of(Transcript.class.getResource("/conformance").toURI()))) {
			return files.filter((file) -> file.toString().endsWith(".txt")).sorted().map(Transcript::read).toList();
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Transcript read(Path file) {
		try {
			List<Section> sections = new ArrayList<>();
			for (String section : Files.readString(file).split("(?m)^== ")) {
				if (!section.startsWith("#")) {
					sections.add(Section.parse(section));
				}
			}
			return new Transcript(file.getFileName().toString().replace(".txt", ""), sections);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean has(String kind) {
		return this.sections.stream().anyMatch((section) -> section.kind().equals(kind));
	}

	/**
	 * One exchange, or the note that the relay does not offer it.
	 *
	 * @param kind generate, edit, mask, answer, error or task, or one of these after
	 * {@code no-}
	 * @param settings what is asked for, or the reason of a {@code no-}
	 * @param first the first line: a method and path, or a status
	 * @param body the lines between the first and the last
	 * @param expected what must come of it, or {@code null} for requests
	 */
	record Section(String kind, String settings, String first, String body, @Nullable String expected) {

		static Section parse(String text) {
			List<String> lines = new ArrayList<>(text.strip().lines().toList());
			String[] title = lines.remove(0).split("\\s+", 2);
			String first = lines.isEmpty() ? "" : lines.remove(0);
			String expected = null;
			if (!lines.isEmpty() && lines.get(lines.size() - 1).startsWith("-> ")) {
				expected = lines.remove(lines.size() - 1).substring(3).strip();
			}
			return new Section(title[0], (title.length > 1) ? title[1] : "", first, String.join("\n", lines), expected);
		}

		/** The settings {@code a=b c=d}. */
		Map<String, String> pairs() {
			Map<String, String> pairs = new LinkedHashMap<>();
			for (String pair : this.settings.split("\\s+")) {
				int equals = pair.indexOf('=');
				if (equals > 0) {
					pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
				}
			}
			return pairs;
		}

	}

}
