package io.github.nanobanana.samples.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Objects;

import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import reactor.core.publisher.Flux;

import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaImage;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.image.Picture;

/**
 * This project's client, as an application has it.
 */
final class NanoBananaClient implements PictureClient {

	private static final int CONNECTIONS = 1024;

	private final NanoBananaImageModel model;

	private final ImagePrompt prompt = new ImagePrompt(PROMPT);

	NanoBananaClient(URI base) {
		this.model = NanoBananaImageModel.builder()
			.endpoint(NanoBananaEndpoint.builder("benchmark")
				.baseUrl(base.toString())
				.apiKey(KEY)
				.maxConcurrentCalls(CONNECTIONS)
				.build())
			.build();
	}

	private static Image image(ImageResponse response) {
		return Objects.requireNonNull(response.getResult()).getOutput();
	}

	@Override
	public Received picture() {
		NanoBananaImage image = (NanoBananaImage) image(this.model.call(this.prompt));
		return new ReceivedPicture(Objects.requireNonNull(image.picture().block()));
	}

	@Override
	public String link() {
		return Objects.requireNonNull(image(this.model.call(this.prompt)).getUrl());
	}

	/** Asks that many times at once, on no thread of the caller's. */
	Flux<String> links(int count) {
		return Flux.range(0, count)
			.flatMap((ignored) -> this.model.stream(this.prompt), count)
			.map((response) -> Objects.requireNonNull(image(response).getUrl()));
	}

	@Override
	public void close() {
		this.model.close();
	}

	/** The bytes as they arrived, in several arrays. */
	private record ReceivedPicture(Picture picture) implements Received {

		@Override
		public long size() {
			return this.picture.size();
		}

		@Override
		public void writeTo(OutputStream out) throws IOException {
			this.picture.writeTo(out);
		}

	}

}
