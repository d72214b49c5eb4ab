package io.github.nanobanana.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of this project, as the build of this module finds them beside it.
 */
final class Project {

	/** The folder of the parent. */
	static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

	private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

	private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

	private Project() {
	}

	/** The folders of all modules but this one. */
	static List<Path> modules() {
		return MODULE.matcher(text("pom.xml"))
			.results()
			.map((found) -> ROOT.resolve(found.group(1)))
			.filter((module) -> !module.equals(Path.of("").toAbsolutePath()))
			.toList();
	}

	/** A property of the parent's pom. */
	static String property(String name) {
		return first(Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<"), text("pom.xml"));
	}

	/** The first code block of the README in a language. */
	static String snippet(String language) {
		return BLOCK.matcher(text("README.md"))
			.results()
			.filter((block) -> block.group(1).equals(language))
			.map((block) -> block.group(2))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("README.md has no code block in " + language));
	}

	/** The first group of a pattern's first match. */
	static String first(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		if (!matcher.find()) {
			throw new IllegalStateException("Not found: " + pattern);
		}
		return matcher.group(1);
	}

	/** The text of a file below the root. */
	static String text(String file) {
		try {
			return Files.readString(ROOT.resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** All files below a folder with one of these endings; none if it is not there. */
	static List<Path> files(Path folder, Set<String> endings) {
		if (!Files.isDirectory(folder)) {
			return List.of();
		}
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile)
				.filter((file) -> endings.stream().anyMatch(file.getFileName().toString()::endsWith))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
