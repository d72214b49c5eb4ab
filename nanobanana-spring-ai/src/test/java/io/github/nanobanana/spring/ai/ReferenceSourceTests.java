package io.github.nanobanana.spring.ai;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.ai.content.Media;
import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeTypeUtils;

import io.github.nanobanana.relay.simulator.RecordedRequest;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.image.PictureDownloader;
import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GptBestDialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Reference pictures from every kind of source, the awkward ones too.
 */
@Timeout(30)
class ReferenceSourceTests {

	/** A head that is a PNG's, and bytes whose base64 has all the special characters. */
	private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', (byte) 0xfb, (byte) 0xff,
			(byte) 0xbf, 0 };

	private final RelaySimulator relay = RelaySimulator.start();

	@AfterEach
	void close() {
		this.relay.close();
	}

	@Test
	void ofWhenResourceCanBeReadOnceOrHasNoLengthReadsItNow() {
		Resource endless = new AbstractResource() {
			@Override
			public long contentLength() {
				return -1;
			}

			@Override
			public String getDescription() {
				return "a resource without a length";
			}

			@Override
			public InputStream getInputStream() {
				return new ByteArrayInputStream(PNG);
			}
		};
		for (Resource resource : List.of(new InputStreamResource(new ByteArrayInputStream(PNG)), endless)) {
			assertSent(ReferenceImage.of(resource));
		}
	}

	@Test
	void ofWhenResourceWasReadIsEmptyOrTooLargeIsRefused() throws IOException {
		InputStreamResource read = new InputStreamResource(new ByteArrayInputStream(PNG));
		read.getInputStream().close();
		byte[] large = new byte[(int) ReferenceImage.MAX_BYTES + 10];
		System.arraycopy(PNG, 0, large, 0, PNG.length);
		assertRefused(read, "cannot be read");
		assertRefused(new ByteArrayResource(new byte[0]), "give a PNG, JPEG, WebP or HEIC");
		assertRefused(new ByteArrayResource("GIF89a\1\0\1\0\0\0\0;".getBytes()), "give a PNG, JPEG, WebP or HEIC");
		assertRefused(new InputStreamResource(new ByteArrayInputStream(large)), "the limit is 20,971,520 bytes");
	}

	private static void assertRefused(Resource resource, String because) {
		assertThatExceptionOfType(InvalidImageRequestException.class).isThrownBy(() -> ReferenceImage.of(resource))
			.withMessageContaining(because);
	}

	@Test
	void ofWhenBase64IsUrlSafeOrInLinesKeepsEveryByte() {
		String urlSafe = Base64.getUrlEncoder().encodeToString(PNG);
		assertThat(urlSafe).containsAnyOf("-", "_");
		for (String text : List.of(urlSafe, Base64.getEncoder().encodeToString(PNG),
				"data:image/png;base64," + Base64.getEncoder().encodeToString(PNG),
				Base64.getMimeEncoder(4, new byte[] { '\r', '\n' }).encodeToString(PNG))) {
			assertSent(ReferenceImage.of(Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).data(text).build()));
			assertSent(ReferenceImage.of(new Image(null, text)));
		}
	}

	@Test
	void ofWhenAddressIsBrokenIsRefusedWithoutRepeatingIt() {
		assertThatExceptionOfType(InvalidImageRequestException.class)
			.isThrownBy(() -> ReferenceImage.of(new Image("https://example.com/a b.png?sig=secret", null)))
			.withMessageContaining("percent-encode it")
			.withMessageNotContaining("secret");
		ReferenceImage reference = ReferenceImage.of(URI.create("https://user:secret@example.com/a.png?sig=secret"));
		assertThat(reference).asString().contains("example.com/a.png").doesNotContain("secret");
	}

	@Test
	void callWhenAddressIsPrivateAndRelayTakesBytesOnlyIsRefused() {
		ReferenceImage inside = ReferenceImage.of(URI.create("https://user:secret@127.0.0.1/a.png?sig=secret"));
		ReferenceImage plain = ReferenceImage.of(URI.create("https://127.0.0.1/a.png?sig=secret"));
		try (NanoBananaImageModel model = model(null, new GeminiDialect())) {
			for (ReferenceImage reference : List.of(inside, plain)) {
				assertThatExceptionOfType(InvalidImageRequestException.class)
					.isThrownBy(() -> model.call(prompt(1, reference)))
					.withMessageContaining("could not be fetched")
					.withMessageNotContaining("secret");
			}
		}
		assertThat(this.relay.requests()).isEmpty();
	}

	@Test
	void callWhenAddressCannotBeFetchedButAnotherEndpointTakesItAsksThatOne() {
		ReferenceImage reference = ReferenceImage.of(URI.create("https://127.0.0.1/a.png"));
		try (NanoBananaImageModel model = model(null, new GeminiDialect(), new GptBestDialect())) {
			assertThat(model.call(prompt(1, reference)).getResults()).hasSize(1);
		}
		assertThat(this.relay.requests()).singleElement()
			.satisfies((request) -> assertThat(request.bodyAsString()).contains("https://127.0.0.1/a.png"));
	}

	@Test
	void callWhenVersionsAreManyFetchesAnAddressOnce() {
		try (RelaySimulator files = RelaySimulator.start();
				NanoBananaImageModel first = NanoBananaImageModel.builder()
					.baseUrl(files.baseUrl())
					.apiKey(files.key())
					.build();
				NanoBananaImageModel model = model(openDownloader(), new GeminiDialect())) {
			String url = first.call(new ImagePrompt("a cat")).getResult().getOutput().getUrl();
			assertThat(model.call(prompt(3, ReferenceImage.of(URI.create(url)))).getResults()).hasSize(3);
			assertThat(files.requests()).hasSize(2);
		}
		assertThat(this.relay.requests()).hasSize(3)
			.extracting(RecordedRequest::bodyAsString)
			.allSatisfy((body) -> assertThat(body).contains("inlineData"));
	}

	@Test
	void callWhenFetchHangsEndsWithTheTimeOfTheCall() {
		try (RawRelay files = new RawRelay(RawRelay.Ending.KEEP, new CountDownLatch(1), "");
				NanoBananaImageModel model = model(openDownloader(), new GeminiDialect())) {
			ReferenceImage reference = ReferenceImage.of(URI.create(files.baseUrl() + "/a.png"));
			NanoBananaImageOptions options = NanoBananaImageOptions.builder()
				.references(reference)
				.timeout(Duration.ofMillis(300))
				.build();
			assertThatExceptionOfType(InvalidImageRequestException.class)
				.isThrownBy(() -> model.call(new ImagePrompt("a cat", options)))
				.withMessageContaining("could not be fetched in time");
		}
		assertThat(this.relay.requests()).isEmpty();
	}

	private void assertSent(ReferenceImage reference) {
		try (NanoBananaImageModel model = model(null, new GeminiDialect())) {
			this.relay.reset();
			assertThat(model.call(prompt(2, reference)).getResults()).hasSize(2);
			assertThat(this.relay.requests()).hasSize(2)
				.allSatisfy((request) -> assertThat(request.bodyAsString())
					.contains('"' + Base64.getEncoder().encodeToString(PNG) + '"'));
		}
	}

	private static ImagePrompt prompt(int n, ReferenceImage reference) {
		return new ImagePrompt(List.of(new ImageMessage("same cat", null, List.of(), Map.of())),
				NanoBananaImageOptions.builder().n(n).references(reference).build());
	}

	private static PictureDownloader openDownloader() {
		return PictureDownloader.builder().allowHttp(true).allowPrivateAddresses(true).build();
	}

	private NanoBananaImageModel model(PictureDownloader downloader, RelayDialect... dialects) {
		NanoBananaImageModelBuilder settings = NanoBananaImageModel.builder();
		List<NanoBananaEndpoint> endpoints = Stream.of(dialects)
			.map((dialect) -> NanoBananaEndpoint.builder(dialect.name())
				.baseUrl(this.relay.baseUrl())
				.apiKey(this.relay.key())
				.dialect(dialect)
				.build())
			.toList();
		if (downloader != null) {
			settings.downloader(downloader);
		}
		return settings.endpoints(endpoints).build();
	}

}
