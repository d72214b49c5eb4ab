package io.github.nanobanana.checks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A search for API keys in text files. Every key of the tests begins with {@code sk-}, as
 * the keys of the relays do, and stands for itself: what other words end in, such as
 * {@code task-1}, is none.
 */
final class KeyScan {

	private static final Pattern KEY = Pattern.compile("(?<![A-Za-z0-9_-])sk-[A-Za-z0-9]");

	private final List<Finding> findings = new ArrayList<>();

	/**
	 * Looks through a file, whatever its bytes are.
	 * @param file the file
	 * @throws IOException if it cannot be read
	 */
	void file(Path file) throws IOException {
		try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
			int number = 1;
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				Matcher key = KEY.matcher(line);
				if (key.find()) {
					this.findings.add(new Finding(file, number, key.start() + 1));
				}
				number++;
			}
		}
	}

	/** What was found so far, in the order of looking. */
	List<Finding> findings() {
		return List.copyOf(this.findings);
	}

	/**
	 * Where a key stands. What it is stays untold: the report of a leak must not leak.
	 *
	 * @param file the file
	 * @param line the line, from 1
	 * @param column the column, from 1
	 */
	record Finding(Path file, int line, int column) {

		@Override
		public String toString() {
			return this.file + ":" + this.line + ":" + this.column;
		}

	}

}
