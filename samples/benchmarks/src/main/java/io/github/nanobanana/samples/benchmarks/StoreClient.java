package io.github.nanobanana.samples.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;

import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaImage;
import io.github.nanobanana.spring.ai.NanoBananaImageGenerationMetadata;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.PictureDelivery;
import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureStore;

/**
 * This project's client with a folder as its store. Of the pictures that it received the
 * last ones are kept, so that a long measure does not fill the disk.
 */
final class StoreClient implements PictureClient {

	private static final int CONNECTIONS = 1024;

	private static final int KEPT = 16;

	private final Path folder;

	private final PictureStore store;

	private final NanoBananaImageModel model;

	private final ImagePrompt prompt = new ImagePrompt(PROMPT);

	private final Queue<String> names = new ArrayDeque<>();

	StoreClient(URI base) {
		this.folder = newFolder();
		this.store = PictureStore.folder(this.folder);
		this.model = NanoBananaImageModel.builder()
			.endpoint(NanoBananaEndpoint.builder("benchmark")
				.baseUrl(base.toString())
				.apiKey(KEY)
				.maxConcurrentCalls(CONNECTIONS)
				.build())
			.store(this.store)
			.delivery(PictureDelivery.AS_IS)
			.build();
	}

	private static Path newFolder() {
		try {
			return Files.createTempDirectory("benchmark-pictures");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private ImageGeneration call() {
		return Objects.requireNonNull(this.model.call(this.prompt).getResult());
	}

	@Override
	public Received picture() throws IOException {
		ImageGeneration generation = call();
		NanoBananaImageGenerationMetadata metadata = (NanoBananaImageGenerationMetadata) generation.getMetadata();
		keep(Objects.requireNonNull(metadata.storedAs(), "Every picture goes to the store."));
		NanoBananaImage image = (NanoBananaImage) generation.getOutput();
		return new Stored(Objects.requireNonNull(image.picture().block()));
	}

	private synchronized void keep(String name) throws IOException {
		this.names.add(name);
		if (this.names.size() > KEPT) {
			this.store.delete(this.names.remove());
		}
	}

	@Override
	public String link() {
		return Objects.requireNonNull(call().getOutput().getUrl());
	}

	@Override
	public synchronized void close() {
		this.model.close();
		try {
			for (String name : this.names) {
				this.store.delete(name);
			}
			Files.deleteIfExists(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The bytes in their file. */
	private record Stored(Picture picture) implements Received {

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
