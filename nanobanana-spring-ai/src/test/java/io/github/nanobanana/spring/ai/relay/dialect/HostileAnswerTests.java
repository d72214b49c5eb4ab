package io.github.nanobanana.spring.ai.relay.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.nanobanana.spring.ai.image.PictureException;
import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.RelayPicture;
import io.github.nanobanana.spring.ai.relay.SampleAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Valid answers with their nodes replaced and their bytes changed at random: whatever a
 * relay sends, a dialect finds pictures, finds none, or throws a
 * {@link PictureException}. Seeds make every failure repeatable.
 */
class HostileAnswerTests {

	private static final int ROUNDS = 1500;

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final List<RelayDialect> DIALECTS = List.of(new GptBestDialect(), new OpenAiDialect(),
			new GeminiDialect(), new ChatDialect());

	private static final String LARGE = Base64.getEncoder().encodeToString(new byte[600]);

	private static final List<String> VALID = List.of("""
			{"created":1,"data":[{"url":"https://x.io/1.png","b64_json":"%s","revised_prompt":"r"}],"model":"m",
			"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3}}""".formatted(LARGE), """
			{"task_id":"t","data":{"status":"FAILURE","fail_reason":"f","error":{"message":"m"},
			"data":{"data":[{"url":["https://x.io/1"]}]}},"resultJson":"{\\"resultUrls\\":[\\"https://x.io/1\\"]}"}""",
			"""
					{"candidates":[{"content":{"parts":[{"text":"t","thought":true},{"inlineData":{"mimeType":"image/png",
					"data":"%s"}},{"inline_data":{"data":"iVBORw0KGgo="}}]},"finishReason":"STOP","finishMessage":"m"}],
					"promptFeedback":{"blockReason":"B","blockReasonMessage":"m"},"modelVersion":"v","responseId":"r",
					"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"totalTokenCount":3}}"""
				.formatted(LARGE),
			"""
					{"id":"c","model":"m","choices":[{"message":{"content":"![i](data:image/png;base64,%s) https://x.io/1.png",
					"images":[{"image_url":{"url":"https://x.io/1"}},{"b64_json":"iVBORw0KGgo="}],"refusal":"r"},
					"error":{"message":"e"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}}"""
				.formatted(LARGE),
			"""
					{"choices":[{"message":{"content":[{"type":"text","text":"![i](https://x.io/1)"},{"image_url":"https://x.io/2"},
					"https://x.io/3"]}}]}""");

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void readWhenNodesAreOfWrongTypesThrowsNothingElse(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < ROUNDS; round++) {
			JsonNode root = MAPPER.readTree(VALID.get(random.nextInt(VALID.size())));
			for (int i = random.nextInt(4); i >= 0; i--) {
				root = mutated(root, random);
			}
			check(root.toString(), "seed " + seed + " round " + round);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 5, 6, 7, 8 })
	void readWhenBytesAreChangedThrowsNothingElse(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < ROUNDS; round++) {
			byte[] bytes = VALID.get(random.nextInt(VALID.size())).getBytes(StandardCharsets.UTF_8);
			for (int i = random.nextInt(6); i >= 0; i--) {
				bytes[random.nextInt(bytes.length)] = (byte) "{}[]\",:\\=%1aA/ \uE000".charAt(random.nextInt(16));
			}
			check(new String(bytes, StandardCharsets.ISO_8859_1), "seed " + seed + " round " + round);
		}
	}

	private static void check(String body, String name) {
		AnswerDocument document;
		try {
			document = SampleAnswer.of(body);
		}
		catch (JacksonException ex) {
			return;
		}
		for (RelayDialect dialect : DIALECTS) {
			try {
				dialect.task(document);
				RelayAnswer answer = dialect.read(document);
				assertThat(answer.pictures()).as(name).allSatisfy(HostileAnswerTests::isWhole);
			}
			catch (PictureException ex) {
				assertThat(ex.getMessage()).as(name).isNotBlank();
			}
			catch (RuntimeException ex) {
				throw new AssertionError(dialect.name() + " " + name + ": " + body, ex);
			}
		}
	}

	private static void isWhole(RelayPicture picture) {
		assertThat(picture.url() != null || picture.picture() != null).isTrue();
		if (picture.url() != null) {
			assertThat(picture.url().getHost()).isNotNull();
		}
	}

	/** The document with one node, perhaps the root, replaced or doubled. */
	private static JsonNode mutated(JsonNode root, Random random) {
		List<JsonNode> holders = new ArrayList<>();
		collect(root, holders);
		int chosen = random.nextInt(holders.size() + 1);
		if (chosen == holders.size()) {
			return (random.nextInt(20) == 0) ? node(root, random) : root;
		}
		JsonNode holder = holders.get(chosen);
		if (holder instanceof ObjectNode object) {
			List<String> names = new ArrayList<>(object.propertyNames());
			String name = names.get(random.nextInt(names.size()));
			object.set(name, node(object.get(name), random));
		}
		else if (holder instanceof ArrayNode array) {
			int index = random.nextInt(array.size());
			array.set(index, node(array.get(index), random));
		}
		return root;
	}

	private static void collect(JsonNode node, List<JsonNode> holders) {
		if (node.isContainer() && !node.isEmpty()) {
			holders.add(node);
			node.forEach((child) -> collect(child, holders));
		}
	}

	private static JsonNode node(JsonNode old, Random random) {
		return switch (random.nextInt(14)) {
			case 0 -> MAPPER.nullNode();
			case 1 -> MAPPER.booleanNode(random.nextBoolean());
			case 2 -> MAPPER.getNodeFactory().numberNode(random.nextLong());
			case 3 -> MAPPER.getNodeFactory().numberNode(random.nextDouble() * 1e300);
			case 4 -> MAPPER.getNodeFactory().stringNode("");
			case 5 -> MAPPER.getNodeFactory().stringNode("words * in place of it");
			case 6 -> MAPPER.getNodeFactory().stringNode(LARGE.substring(random.nextInt(4)) + "=");
			case 7 -> MAPPER.getNodeFactory().stringNode("data:image/png;base64,");
			case 8 -> MAPPER.getNodeFactory().stringNode("http://[::1/%zz\\{}\uE0000\uE000\uE0009999\uE000");
			case 9 -> MAPPER.createObjectNode();
			case 10 -> MAPPER.createArrayNode();
			case 11 -> MAPPER.createArrayNode().add(old.deepCopy()).add(old.deepCopy());
			case 12 -> MAPPER.createObjectNode().set("data", old.deepCopy());
			default -> MAPPER.getNodeFactory().stringNode(old.toString());
		};
	}

}
