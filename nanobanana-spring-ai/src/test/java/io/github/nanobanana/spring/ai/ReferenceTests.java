package io.github.nanobanana.spring.ai;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.content.Media;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.MimeTypeUtils;

import io.github.nanobanana.relay.simulator.RecordedRequest;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.dialect.ChatDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GptBestDialect;
import io.github.nanobanana.spring.ai.relay.dialect.OpenAiDialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Pictures that go along with a prompt, from Spring AI's types to the wire.
 */
class ReferenceTests {

	private final RelaySimulator relay = RelaySimulator.start();

	@AfterEach
	void close() {
		this.relay.close();
	}

	@Test
	void callWhenMessageHasMediaSendsMultipartEdit() throws IOException {
		byte[] png = picture("png");
		byte[] jpeg = picture("jpg");
		try (NanoBananaImageModel model = model(new GptBestDialect())) {
			assertThat(model.call(prompt(media(png), media(jpeg))).getResults()).hasSize(1);
		}
		RecordedRequest request = this.relay.takeRequest(Duration.ofSeconds(5));
		assertThat(request.path()).isEqualTo("/v1/images/edits");
		assertThat(request.header("content-length")).isEqualTo(String.valueOf(request.body().length));
		assertThat(request.bodyAsString()).contains("name=\"image\"; filename=\"image-1.png\"",
				"Content-Type: image/png", "name=\"image\"; filename=\"image-2.jpg\"", "Content-Type: image/jpeg",
				"name=\"prompt\"\r\n\r\nsame cat");
	}

	@Test
	void callWhenDialectIsAnyOfTheFourServesAnEdit() throws IOException {
		for (RelayDialect dialect : List.of(new GptBestDialect(), new OpenAiDialect(), new GeminiDialect(),
				new ChatDialect())) {
			try (NanoBananaImageModel model = model(dialect)) {
				ImageResponse response = model.call(prompt(media(picture("png")), media(picture("jpg"))));
				NanoBananaImage image = (NanoBananaImage) response.getResult().getOutput();
				assertThat(image.picture().block().size()).as(dialect.name()).isPositive();
			}
		}
		assertThat(this.relay.requests()).extracting(RecordedRequest::path)
			.contains("/v1/images/edits", "/v1beta/models/nano-banana-2:generateContent", "/v1/chat/completions");
		assertThat(this.relay.ledger().charges()).isEqualTo(4);
	}

	@Test
	void callWhenReferenceIsFileStreamsItAndMaskGoesAlong(@TempDir Path folder) throws IOException {
		Path file = Files.write(folder.resolve("wrong-name.txt"), picture("png"));
		NanoBananaImageOptions options = NanoBananaImageOptions.builder()
			.references(ReferenceImage.of(new FileSystemResource(file)))
			.mask(ReferenceImage.of(picture("png")))
			.build();
		try (NanoBananaImageModel model = model(new GptBestDialect())) {
			model.call(new ImagePrompt("a hat on the cat", options));
		}
		assertThat(this.relay.takeRequest(Duration.ofSeconds(5)).bodyAsString())
			.contains("name=\"image\"; filename=\"image-1.png\"", "name=\"mask\"; filename=\"mask.png\"");
	}

	@Test
	void callWhenFileVanishesBeforeItIsSentSaysSoAndCostsNothing(@TempDir Path folder) throws IOException {
		Path file = Files.write(folder.resolve("cat.png"), picture("png"));
		ReferenceImage reference = ReferenceImage.of(new FileSystemResource(file));
		Files.delete(file);
		try (NanoBananaImageModel model = model(new GptBestDialect())) {
			assertThatExceptionOfType(RelayException.class)
				.isThrownBy(() -> model
					.call(new ImagePrompt("a cat", NanoBananaImageOptions.builder().references(reference).build())))
				.satisfies((ex) -> assertThat(ex.failure().kind()).isEqualTo(FailureKind.REFERENCE_UNREADABLE))
				.satisfies((ex) -> assertThat(ex.mayHaveBeenCharged()).isFalse());
		}
		assertThat(this.relay.ledger().charges()).isZero();
	}

	@Test
	void callWhenReferenceIsAnAddressHandsItOver() {
		ReferenceImage address = ReferenceImage.of(URI.create("https://example.com/cat.png"));
		try (NanoBananaImageModel model = model(new GptBestDialect())) {
			model.call(new ImagePrompt("a cat", NanoBananaImageOptions.builder().references(address).build()));
		}
		assertThat(this.relay.takeRequest(Duration.ofSeconds(5)).bodyAsString())
			.contains("\"image\":[\"https://example.com/cat.png\"]");
	}

	@Test
	void callWhenResponseIsFedBackRefinesIt() {
		try (NanoBananaImageModel model = model(new GptBestDialect())) {
			ImageResponse first = model
				.call(new ImagePrompt("a cat", NanoBananaImageOptions.builder().responseFormat("b64_json").build()));
			ImageResponse refined = model.call(new ImagePrompt("the same cat at night",
					NanoBananaImageOptions.builder().references(ReferenceImage.of(first)).build()));
			assertThat(refined.getResults()).hasSize(1);
			Media media = ((NanoBananaImage) first.getResult().getOutput()).toMedia();
			assertThat(media.getMimeType()).isEqualTo(MimeTypeUtils.IMAGE_PNG);
		}
		assertThat(this.relay.requests()).last()
			.satisfies((request) -> assertThat(request.path()).isEqualTo("/v1/images/edits"));
	}

	@Test
	void callWhenDialectHasNoMaskAsksAnotherEndpoint() throws IOException {
		NanoBananaImageOptions options = NanoBananaImageOptions.builder()
			.references(ReferenceImage.of(picture("png")))
			.mask(ReferenceImage.of(picture("png")))
			.build();
		NanoBananaEndpoint gemini = endpoint("gemini", new GeminiDialect());
		NanoBananaEndpoint images = endpoint("images", new GptBestDialect());
		try (NanoBananaImageModel model = NanoBananaImageModel.builder().endpoint(gemini).endpoint(images).build()) {
			NanoBananaImageGenerationMetadata metadata = (NanoBananaImageGenerationMetadata) model
				.call(new ImagePrompt("a hat", options))
				.getResult()
				.getMetadata();
			assertThat(metadata.endpoint()).isEqualTo("images");
			assertThat(metadata.attempts()).isEqualTo(2);
			assertThat(metadata.earlierFailures()).singleElement()
				.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(FailureKind.NOT_SPOKEN));
		}
		assertThat(this.relay.requests()).hasSize(1);
	}

	@Test
	void callWhenReferencesCannotBeSentIsRefusedBeforeAnyByte() throws IOException {
		try (NanoBananaImageModel model = model(new GptBestDialect())) {
			List<Media> fifteen = Collections.nCopies(15, media(picture("png")));
			assertRefused(model, fifteen, null, "15 reference pictures are too many: at most 14");
			byte[] large = new byte[40_000_000];
			System.arraycopy(picture("png"), 0, large, 0, 64);
			assertRefused(model, List.of(media(large)), null, "40,000,000 bytes: the limit is 20,971,520 bytes");
			assertRefused(model, List.of(media("not a picture".getBytes(java.nio.charset.StandardCharsets.UTF_8))),
					null, "give a PNG, JPEG, WebP or HEIC");
			assertRefused(model, List.of(), picture("png"), "A mask is set without a picture");
			assertRefused(model, List.of(media(picture("png"))), picture("jpg"), "The mask must be a PNG");
			assertRefused(model, List
				.of(Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).data(URI.create("file:///etc/hostname")).build()),
					null, "give a file as a Resource");
		}
		assertThat(this.relay.requests()).isEmpty();
	}

	private static void assertRefused(NanoBananaImageModel model, List<Media> media, byte[] mask, String because) {
		assertThatExceptionOfType(InvalidImageRequestException.class)
			.isThrownBy(() -> model.call(new ImagePrompt(List.of(new ImageMessage("x", null, media, Map.of())),
					NanoBananaImageOptions.builder().mask((mask != null) ? ReferenceImage.of(mask) : null).build())))
			.withMessageContaining(because);
	}

	private NanoBananaImageModel model(RelayDialect dialect) {
		return NanoBananaImageModel.builder()
			.endpoint(endpoint("main", dialect))
			.defaultOptions(NanoBananaImageOptions.builder().timeout(Duration.ofSeconds(10)).build())
			.build();
	}

	private NanoBananaEndpoint endpoint(String name, RelayDialect dialect) {
		return NanoBananaEndpoint.builder(name)
			.baseUrl(this.relay.baseUrl())
			.apiKey(this.relay.key())
			.dialect(dialect)
			.build();
	}

	private static ImagePrompt prompt(Media... media) {
		return new ImagePrompt(List.of(new ImageMessage("same cat", null, new ArrayList<>(List.of(media)), Map.of())));
	}

	private static Media media(byte[] bytes) {
		return Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).data(bytes).build();
	}

	private static byte[] picture(String format) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), format, bytes);
		return bytes.toByteArray();
	}

}
