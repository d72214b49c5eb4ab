package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import io.github.nanobanana.spring.ai.relay.Evidence.BodyForm;
import io.github.nanobanana.spring.ai.relay.Evidence.Moment;
import io.github.nanobanana.spring.ai.relay.Transcript.Section;
import io.github.nanobanana.spring.ai.relay.dialect.AnswerText;
import io.github.nanobanana.spring.ai.relay.dialect.ChatDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GptBestDialect;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.ModelSuffix;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.Pixels;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.References;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.Tiers;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettingsBuilder;
import io.github.nanobanana.spring.ai.relay.dialect.OpenAiDialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The table of relays: each row is a file under {@code conformance/} with what the relay
 * expects and answers, and the settings here that speak to it.
 */
class ConformanceTests {

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final Map<String, RelayDialect> DIALECTS = Map.ofEntries(row("gpt-best", gptBest()),
			row("v-api-gen1", gptBest().ratioField("size").tierField(null).seed(false)),
			row("v-api-pro", gptBest().tierField("size").tiers(Tiers.SMALL).seed(false)),
			row("jiekou",
					gptBest().tierField("size")
						.tiers(Tiers.HALF_K)
						.editPath(null)
						.references(References.URL, "image_urls")
						.responseFormat(false)
						.seed(false)),
			row("xiaoliu",
					gptBest().ratioField("extra_fields.aspect_ratio")
						.tierField("extra_fields.image_size")
						.editPath(null)
						.seed(false)),
			row("crazyrouter",
					gptBest().tierField("resolution")
						.editPath(null)
						.references(References.URL, "image_input")
						.seed(false)),
			row("uniall",
					gptBest().path("/v1/images/tasks")
						.modelSuffix(ModelSuffix.ALWAYS)
						.tiers(Tiers.HALF_K)
						.editPath(null)
						.references(References.URL, "images")
						.seed(false)),
			row("gccai",
					gptBest().ratioField("size")
						.tierField("resolution")
						.tiers(Tiers.HALF_K)
						.editPath(null)
						.references(References.URL, "image_urls")
						.seed(false)),
			row("lumenfall", gptBest().tierField("resolution").tiers(Tiers.HALF_K).seed(false)),
			row("aivideoapi",
					gptBest().promptField("input.prompt")
						.ratioField("input.aspect_ratio")
						.tierField("input.resolution")
						.editPath(null)
						.references(References.URL, "input.image_urls")
						.seed(false)),
			row("jimmyai",
					gptBest().ratioField("size")
						.pixels(Pixels.TEXT)
						.tierField("resolution")
						.tiers(Tiers.SMALL)
						.editPath(null)
						.references(References.DATA_URI, "image")
						.seed(false)),
			row("apimart",
					gptBest().ratioField("size")
						.tierField("resolution")
						.taskPath("/v1/tasks/{id}")
						.editPath(null)
						.references(References.DATA_URI, "image_urls")
						.seed(false)),
			row("kie",
					gptBest().path("/api/v1/jobs/createTask")
						.taskPath("/api/v1/jobs/recordInfo?taskId={id}")
						.promptField("input.prompt")
						.ratioField("input.aspect_ratio")
						.tierField("input.resolution")
						.editPath(null)
						.references(References.URL, "input.image_input")
						.count(false)
						.seed(false)),
			Map.entry("new-api", new OpenAiDialect()),
			Map.entry("one-api", new OpenAiDialect(
					ImagesSettings.openAi().mutate().tierField(null).pixels(Pixels.TEXT).editPath(null).build())),
			Map.entry("google", new GeminiDialect()),
			Map.entry("ucloud", new GeminiDialect(GeminiDialect.Spelling.SNAKE_CASE)),
			Map.entry("soralist", new GeminiDialect(GeminiDialect.Spelling.MIXED)),
			Map.entry("openrouter", new ChatDialect(true)), Map.entry("seed-chat", new ChatDialect()));

	static Stream<Arguments> sections() {
		return Transcript.all()
			.stream()
			.flatMap((transcript) -> transcript.sections()
				.stream()
				.map((section) -> Arguments.of(transcript.relay(), section.kind() + " " + section.settings(),
						section)));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("sections")
	void relayWhenSpokenToInItsDialectIsUnderstood(String relay, String title, Section section) {
		RelayDialect dialect = DIALECTS.get(relay);
		assertThat(dialect).as("settings of %s", relay).isNotNull();
		switch (section.kind()) {
			case "generate", "edit", "mask" -> assertWritten(dialect, section);
			case "answer", "task" -> assertThat(read(dialect, section)).isEqualTo(section.expected());
			case "error" -> assertThat(kind(section)).isEqualTo(section.expected());
			case "no-mask" -> assertThatExceptionOfType(NotSpokenException.class)
				.isThrownBy(() -> dialect.write(call(section).mask(SampleCall.png()).build()));
			case "no-edit", "no-task" -> assertThat(section.settings()).contains("(");
			default -> throw new AssertionError("no such section: " + title);
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("relays")
	void transcriptWhenReadTellsOfGenerateEditErrorAndTask(Transcript transcript) {
		assertThat(transcript.has("generate")).isTrue();
		assertThat(transcript.has("answer")).isTrue();
		assertThat(transcript.has("error")).isTrue();
		for (String kind : List.of("edit", "mask", "task")) {
			assertThat(transcript.has(kind)).as(kind).isNotEqualTo(transcript.has("no-" + kind));
		}
	}

	@Test
	void transcriptsWhenListedAllHaveSettings() {
		assertThat(relays().map(Transcript::relay)).hasSizeGreaterThanOrEqualTo(20)
			.containsExactlyInAnyOrderElementsOf(DIALECTS.keySet());
	}

	static Stream<Transcript> relays() {
		return Transcript.all().stream();
	}

	private static void assertWritten(RelayDialect dialect, Section section) {
		WireRequest request = dialect.write(call(section).build());
		assertThat("POST " + request.path()).isEqualTo(section.first());
		boolean form = section.body().startsWith("--BOUNDARY");
		assertThat(WireText.contentType(request))
			.isEqualTo(form ? "multipart/form-data; boundary=BOUNDARY" : "application/json");
		assertThat(WireText.of(request).strip())
			.isEqualTo(form ? section.body().replace("\n", "\r\n") : MAPPER.readTree(section.body()).toString());
	}

	private static SampleCall call(Section section) {
		Map<String, String> asked = section.pairs();
		SampleCall call = SampleCall.of(asked.getOrDefault("model", "nano-banana-2"), "a cat")
			.ratio(asked.get("ratio"))
			.tier(asked.get("tier"))
			.size(asked.get("size"))
			.responseFormat(asked.get("format"));
		for (String name : asked.getOrDefault("pictures", "").split(",")) {
			picture(call, name);
		}
		if (asked.containsKey("pixels")) {
			String[] sides = asked.get("pixels").split("x");
			call.pixels(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
		}
		if (asked.containsKey("seed")) {
			call.seed(Long.parseLong(asked.get("seed")));
		}
		return section.kind().equals("mask") ? call.mask(SampleCall.png()) : call;
	}

	private static void picture(SampleCall call, String name) {
		switch (name) {
			case "png" -> call.reference(SampleCall.png());
			case "jpeg" -> call.reference(SampleCall.jpeg());
			case "url" -> call.reference("https://example.com/cat.png");
			default -> assertThat(name).isEmpty();
		}
	}

	/** Pictures first, then a task, then a refusal, as a call goes through them. */
	private static String read(RelayDialect dialect, Section section) {
		assertThat(section.first()).isEqualTo("200");
		AnswerDocument document = SampleAnswer.of(section.body());
		RelayAnswer answer = dialect.read(document);
		RelayTask task = dialect.task(document);
		if (!answer.pictures().isEmpty()) {
			return AnswerText.of(answer);
		}
		if (task != null && task.state() == RelayTask.State.FAILED) {
			return FailureClassifier.ofTask(task.reason()) + " " + task.reason();
		}
		if (task != null) {
			return task.state() + (task.id().isEmpty() ? "" : " " + task.path());
		}
		return (answer.text() != null) ? "PICTURE_REFUSED " + answer.text() : "NO_PICTURE";
	}

	private static String kind(Section section) {
		ErrorBody error = ErrorBody.NONE;
		BodyForm form = section.body().isBlank() ? BodyForm.EMPTY : BodyForm.HTML;
		try {
			ErrorBody found = ErrorBody.find(SampleAnswer.of(section.body()).root());
			error = (found != null) ? found : error;
			form = BodyForm.JSON;
		}
		catch (JacksonException ex) {
			assertThat(section.body()).matches("(?s)(<.*)?");
		}
		return FailureClassifier
			.classify(new Evidence(Moment.ANSWERED, Integer.parseInt(section.first()), form, error, false,
					Duration.ofMillis(100)))
			.name();
	}

	private static ImagesSettingsBuilder gptBest() {
		return ImagesSettings.gptBest().mutate();
	}

	private static Map.Entry<String, RelayDialect> row(String relay, ImagesSettingsBuilder settings) {
		return Map.entry(relay, new GptBestDialect(settings.build()));
	}

}
