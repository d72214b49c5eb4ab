package io.github.nanobanana.spring.ai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import reactor.core.Disposable;

import io.github.nanobanana.relay.simulator.AnswerShape;
import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.archive.PictureRecord;
import io.github.nanobanana.spring.ai.image.PictureException;
import io.github.nanobanana.spring.ai.image.PictureStore;
import io.github.nanobanana.spring.ai.image.PixelSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The model with a store, as an application meets it.
 */
class StoreTests {

	private final RelaySimulator relay = RelaySimulator.start();

	@TempDir
	private Path folder;

	private @Nullable NanoBananaImageModel model;

	@AfterEach
	void close() {
		if (this.model != null) {
			this.model.close();
		}
		this.relay.close();
	}

	@Test
	void callWhenStoreIsFolderKeepsPictureWithItsRecord() throws IOException {
		NanoBananaImageOptions options = NanoBananaImageOptions.builder()
			.aspectRatio("16:9")
			.imageSize("2K")
			.seed(7L)
			.responseFormat("b64_json")
			.extraBody(Map.of("safety", "low", "api_key", "sk-hidden", "picture", "A".repeat(600), "max_tokens", 3))
			.build();
		ImageGeneration made = call(stored(), new ImagePrompt("a cat in the rain", options)).getResult();
		NanoBananaImageGenerationMetadata metadata = (NanoBananaImageGenerationMetadata) made.getMetadata();
		StoredPicture kept = archive().find(metadata.storedAs());
		assertThat(kept).isNotNull();
		assertThat(kept.name()).matches("\\d{8}T\\d{6}Z-[0-9a-f]{12}");
		PictureRecord details = kept.details();
		assertThat(details.prompt()).isEqualTo("a cat in the rain");
		assertThat(details.sent()).containsEntry("aspectRatio", "16:9").containsEntry("imageSize", "2K");
		assertThat(details.endpoint()).isEqualTo("default");
		assertThat(details.requestId()).isNotBlank().isEqualTo(metadata.requestId());
		assertThat(details.callId()).isEqualTo(metadata.callId());
		assertThat(details.pixels()).isEqualTo(new PixelSize(2752, 1536));
		assertThat(details.bytes()).isEqualTo(kept.content().contentLength());
		assertThat(kept.name()).endsWith(details.sha256().substring(0, 12));
		assertThat(kept.content().getContentAsByteArray())
			.isEqualTo(((NanoBananaImage) made.getOutput()).getContent().getContentAsByteArray());
		String json = Files.readString(this.folder.resolve(kept.name() + ".json"));
		assertThat(json).doesNotContain(this.relay.key(), "sk-hidden", "base64", "Authorization", "AAAA");
		assertThat(details.options().get("extraBody")).isEqualTo(Map.of("safety", "low", "max_tokens", 3));
		assertOnlyPictures(1);
	}

	@Test
	void toPromptWhenPictureIsStoredAsksForTheSameAgain() {
		NanoBananaImageOptions options = NanoBananaImageOptions.builder()
			.n(2)
			.seed(41L)
			.imageSize("1K")
			.extraBody(Map.of("tags", List.of("cat", 3), "deep", Map.of("on", true)))
			.build();
		NanoBananaImageModel kept = stored();
		call(kept, new ImagePrompt("a cat", options));
		StoredPicture second = archive().list(0, 10)
			.stream()
			.filter((picture) -> Long.valueOf(42).equals(picture.details().seed()))
			.findFirst()
			.orElseThrow();
		ImagePrompt again = archive().toPrompt(second);
		assertThat(again.getOptions()).isEqualTo(options.mutate()
			.model(NanoBananaImageOptions.DEFAULT_MODEL)
			.timeout(NanoBananaImageOptions.DEFAULT_TIMEOUT)
			.n(1)
			.seed(42L)
			.build());
		call(kept, again);
		assertThat(this.relay.requests()
			.stream()
			.filter((request) -> request.path().endsWith("generations"))
			.skip(2)
			.findFirst()
			.orElseThrow()
			.bodyAsString()).contains("\"seed\":42", "\"a cat\"", "\"tags\":[\"cat\",3]");
	}

	@Test
	void toPromptWhenReferenceIsInTheArchiveFindsIt() {
		NanoBananaImageModel kept = stored();
		ImageResponse first = call(kept, new ImagePrompt("a lighthouse"));
		call(kept, new ImagePrompt("the same at night",
				NanoBananaImageOptions.builder().references(ReferenceImage.of(first)).build()));
		StoredPicture refined = archive().list(0, 10)
			.stream()
			.filter((picture) -> !picture.details().references().isEmpty())
			.findFirst()
			.orElseThrow();
		ImagePrompt again = archive().toPrompt(refined);
		assertThat(((NanoBananaImageOptions) again.getOptions()).getReferences()).hasSize(1);
		String source = archive().list(0, 10)
			.stream()
			.filter((picture) -> picture.details().references().isEmpty())
			.findFirst()
			.orElseThrow()
			.name();
		assertThat(archive().delete(source)).isTrue();
		assertThatExceptionOfType(InvalidImageRequestException.class).isThrownBy(() -> archive().toPrompt(refined))
			.withMessageContaining(String.valueOf(refined.details().references().get(0).sha256()));
		assertThat(archive().toPrompt(refined, List.of(ReferenceImage.of(first))).getOptions()).isNotNull();
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "TASK_ID", "EMPTY_DATA", "NULL_DATA", "BLANK_URL", "TEXT_ONLY" })
	void callWhenShapeHoldsPictureKeepsExactlyOne(AnswerShape shape) throws IOException {
		this.relay.enqueue(Misbehaviour.shape(shape));
		ImageResponse response = call(stored(), new ImagePrompt("a cat"));
		assertThat(notes(response)).filteredOn((note) -> note.contains("store")).isEmpty();
		assertThat(archive().list(0, 10)).singleElement()
			.satisfies((picture) -> assertThat(picture.details().pixels()).isEqualTo(new PixelSize(1024, 1024)));
		assertOnlyPictures(1);
	}

	@Test
	void callWhenSizeIsExactKeepsTheFittedPicture() throws IOException {
		call(stored(), new ImagePrompt("a cat",
				NanoBananaImageOptions.builder().width(200).height(100).exactSize(ExactSize.PAD).build()));
		assertThat(archive().list(0, 10)).singleElement()
			.satisfies((picture) -> assertThat(picture.details().pixels()).isEqualTo(new PixelSize(200, 100)));
		assertOnlyPictures(1);
	}

	@Test
	void callWhenEightVersionsAreAlikeKeepsAllOfThem() throws IOException {
		ImageResponse response = call(stored(),
				new ImagePrompt("a cat", NanoBananaImageOptions.builder().n(8).build()));
		assertThat(response.getResults())
			.extracting((made) -> ((NanoBananaImageGenerationMetadata) made.getMetadata()).storedAs())
			.doesNotContainNull()
			.doesNotHaveDuplicates()
			.hasSize(8);
		assertOnlyPictures(8);
	}

	@Test
	void callWhenDeliveryIsAsIsKeepsNoAddressAndNeverContactsItsHost() throws IOException {
		NanoBananaImageModel asIs = build(builder().store(PictureStore.folder(this.folder))
			.delivery(PictureDelivery.AS_IS)
			.defaultOptions(NanoBananaImageOptions.builder().responseFormat("url").build()));
		NanoBananaImage image = (NanoBananaImage) call(asIs, new ImagePrompt("a cat")).getResult().getOutput();
		assertThat(image.getUrl()).startsWith(this.relay.baseUrl());
		assertThatExceptionOfType(PictureException.class).isThrownBy(image::getContent)
			.withMessageContaining("delivery");
		assertThat(this.relay.requests()).hasSize(1);
		assertOnlyPictures(0);
	}

	@Test
	void callWhenDeliveryIsEagerFetchesBeforeTheResponse() {
		NanoBananaImageModel eager = build(builder().delivery(PictureDelivery.EAGER)
			.defaultOptions(NanoBananaImageOptions.builder().responseFormat("url").build()));
		ImageGeneration made = call(eager, new ImagePrompt("a cat")).getResult();
		assertThat(((NanoBananaImageGenerationMetadata) made.getMetadata()).bytes()).isPositive();
		assertThat(made.getOutput().getB64Json()).isNotBlank();
	}

	@Test
	void callWhenStoreFailsStillDeliversAndSaysSo() {
		ImageResponse response = call(build(builder().store(new BrokenStore())),
				new ImagePrompt("a cat", NanoBananaImageOptions.builder().responseFormat("b64_json").build()));
		NanoBananaImage image = (NanoBananaImage) response.getResult().getOutput();
		assertThat(image.picture().block()).isNotNull();
		assertThat(notes(response)).singleElement().asString().contains("in memory only", "the disk is on fire");
	}

	@Test
	void cancelWhenPictureIsHalfWrittenClosesConnectionAndLeavesNothing() throws Exception {
		byte[] png = ("{\"data\":[{\"b64_json\":\"iVBORw0KGgoAAAANSUhEUgAA" + "A".repeat(200_000))
			.getBytes(StandardCharsets.US_ASCII);
		String reply = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n"
				+ new String(png, StandardCharsets.US_ASCII);
		try (RawRelay raw = new RawRelay(RawRelay.Ending.HOLD, reply);
				WatchService watch = this.folder.getFileSystem().newWatchService()) {
			this.folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
			NanoBananaImageModel kept = build(NanoBananaImageModel.builder()
				.baseUrl(raw.baseUrl())
				.apiKey("sk-test")
				.store(PictureStore.folder(this.folder)));
			Disposable call = kept.stream(new ImagePrompt("a cat")).subscribe();
			await(watch, StandardWatchEventKinds.ENTRY_CREATE);
			call.dispose();
			raw.awaitAbandoned();
			await(watch, StandardWatchEventKinds.ENTRY_DELETE);
		}
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void closeWhenAllCallsAreOverLeavesNothingButPictures() throws IOException {
		this.relay.enqueue(Misbehaviour.closeBodyAfter(30_000));
		this.relay.enqueue(Misbehaviour.resetBodyAfter(30_000));
		call(stored(),
				new ImagePrompt("a cat", NanoBananaImageOptions.builder().n(3).responseFormat("b64_json").build()));
		NanoBananaImageModel open = this.model;
		assertThat(open).isNotNull();
		open.close();
		assertOnlyPictures(1);
	}

	@Test
	void findWhenNameIsHostileFindsNothing() throws IOException {
		Path secret = Files.writeString(this.folder.resolve("secret.json"), "{}");
		NanoBananaPictureArchive inner = new NanoBananaPictureArchive(
				PictureStore.folder(this.folder.resolve("pictures")));
		for (String name : List.of("../secret", "secret", "", "/etc/passwd", "..", "20261127T201503Z-0a1b2c3d4e5f/..",
				"20261127T201503Z-0a1b2c3d4e5f\0")) {
			assertThat(inner.find(name)).isNull();
			assertThat(inner.delete(name)).isFalse();
		}
		assertThat(secret).exists();
	}

	private static void await(WatchService watch, Object kind) throws InterruptedException {
		while (true) {
			WatchKey key = watch.poll(20, TimeUnit.SECONDS);
			assertThat(key).as(String.valueOf(kind)).isNotNull();
			boolean seen = key.pollEvents().stream().anyMatch((event) -> event.kind().equals(kind));
			key.reset();
			if (seen) {
				return;
			}
		}
	}

	private NanoBananaImageModelBuilder builder() {
		return NanoBananaImageModel.builder().baseUrl(this.relay.baseUrl()).apiKey(this.relay.key());
	}

	private NanoBananaImageModel stored() {
		return build(builder().store(PictureStore.folder(this.folder)));
	}

	private NanoBananaImageModel build(NanoBananaImageModelBuilder builder) {
		NanoBananaImageModel built = builder.build();
		this.model = built;
		return built;
	}

	private static ImageResponse call(NanoBananaImageModel model, ImagePrompt prompt) {
		return model.call(prompt);
	}

	private NanoBananaPictureArchive archive() {
		return new NanoBananaPictureArchive(PictureStore.folder(this.folder));
	}

	private static List<String> notes(ImageResponse response) {
		return ((NanoBananaImageResponseMetadata) response.getMetadata()).getNotes();
	}

	/** No temporary file, and beside each picture its record. */
	private void assertOnlyPictures(int count) throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			List<String> names = files.map((file) -> file.getFileName().toString()).toList();
			assertThat(names).hasSize(2 * count)
				.allMatch((name) -> name.matches("\\d{8}T\\d{6}Z-[0-9a-f]{12}(-\\d+)?\\.(png|jpg|json)"));
		}
		assertThat(archive().list(0, 100)).hasSize(count);
	}

	/** Nothing can be written to it. */
	private static final class BrokenStore implements PictureStore {

		@Override
		public Draft begin() throws IOException {
			throw new IOException("the disk is on fire");
		}

		@Override
		public List<String> names(int offset, int limit) {
			return List.of();
		}

		@Override
		public @Nullable Entry find(String name) {
			return null;
		}

		@Override
		public boolean delete(String name) {
			return false;
		}

	}

}
