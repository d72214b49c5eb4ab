package io.github.nanobanana.spring.ai.prompt;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The parts as they were given, and the order in which they are written.
 */
final class PromptParts {

	/** The parts that are plain words, in the order in which they are written. */
	enum Part {

		SUBJECT("subject"), SCENE("scene"), CAMERA("camera"), LIGHTING("lighting"), DETAILS("details"), STYLE("style"),
		KEEP("keep"), AVOID("avoid"), RATIO("ratio"), RESOLUTION("resolution");

		private final String label;

		Part(String label) {
			this.label = label;
		}

		@Override
		public String toString() {
			return this.label;
		}

	}

	private static final Set<Part> DESCRIPTION = EnumSet.range(Part.SUBJECT, Part.STYLE);

	private final Map<Part, List<String>> given = new EnumMap<>(Part.class);

	private final List<Supplier<Lettering>> letterings = new ArrayList<>();

	void set(Part part, @Nullable String value) {
		this.given.put(part, (value != null) ? List.of(value) : List.of());
	}

	void add(Part part, @Nullable String... values) {
		List<String> all = this.given.computeIfAbsent(part, (key) -> new ArrayList<>());
		for (String value : values) {
			if (value != null) {
				all.add(value);
			}
		}
	}

	void addLettering(@Nullable String text, @Nullable String typeface, @Nullable String placement) {
		this.letterings.add(() -> Lettering.of(text, typeface, placement));
	}

	String subject() {
		return words(Part.SUBJECT).findFirst()
			.orElseThrow(() -> PartText.refused(Part.SUBJECT.toString(), "is blank", "say what the picture shows"));
	}

	/**
	 * Writes what is given: the description as one sentence, each statement as its own,
	 * and the shape at the end, as part of the description where nothing stands between.
	 */
	String write(PromptLanguage language) {
		List<String> description = DESCRIPTION.stream().flatMap(this::words).toList();
		List<String> statements = statements(language);
		List<String> shape = shape(language);
		PromptWriter writer = new PromptWriter(language);
		if (statements.isEmpty()) {
			writer.sentence(Stream.of(description, shape).flatMap(List::stream).toList());
		}
		else {
			writer.sentence(description);
			statements.forEach((statement) -> writer.sentence(List.of(statement)));
			writer.sentence(shape);
		}
		return PartText.checked("text", writer.text());
	}

	private List<String> statements(PromptLanguage language) {
		List<String> statements = new ArrayList<>();
		this.letterings.stream()
			.map(Supplier::get)
			.filter((lettering) -> !lettering.isEmpty())
			.map(language::lettering)
			.forEach(statements::add);
		List<String> keep = words(Part.KEEP).toList();
		if (!keep.isEmpty()) {
			statements.add(language.keep(keep));
		}
		List<String> avoid = words(Part.AVOID).toList();
		if (!avoid.isEmpty()) {
			statements.add(language.avoid(avoid));
		}
		return statements;
	}

	private List<String> shape(PromptLanguage language) {
		return Stream.concat(words(Part.RATIO).map(language::ratio), words(Part.RESOLUTION).map(language::resolution))
			.toList();
	}

	private Stream<String> words(Part part) {
		return this.given.getOrDefault(part, List.of())
			.stream()
			.map((value) -> PartText.of(part.toString(), value))
			.filter((words) -> !words.isEmpty());
	}

}
