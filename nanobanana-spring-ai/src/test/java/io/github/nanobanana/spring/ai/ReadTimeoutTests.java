package io.github.nanobanana.spring.ai;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImagePrompt;
import reactor.core.publisher.Mono;

import io.github.nanobanana.spring.ai.endpoint.ProbeSettings;
import io.github.nanobanana.spring.ai.image.HttpTransport;
import io.github.nanobanana.spring.ai.image.PictureStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The read timeout bounds the silence of a relay, and nothing that is slow on this side.
 */
@Timeout(60)
class ReadTimeoutTests {

	private static final Duration READ_TIMEOUT = Duration.ofMillis(500);

	/** The head of a PNG of one pixel; three bytes to four letters. */
	private static final String HEAD = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ";

	/** More than is read ahead, and more than the sockets' buffers hold. */
	private static final int LETTERS = 32 * 1024 * 1024;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void callWhenStoreIsSlowerThanTheReadTimeoutDeliversThePicture() {
		String answer = RawRelay
			.json("{\"data\":[{\"b64_json\":\"" + HEAD + "A".repeat(LETTERS - HEAD.length()) + "\"}]}");
		SlowStore store = new SlowStore(PictureStore.folder(this.folder));
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, answer);
				NanoBananaImageModel model = NanoBananaImageModel.builder()
					.endpoint(NanoBananaEndpoint.builder("default")
						.baseUrl(relay.baseUrl())
						.apiKey("sk-test")
						.transport(HttpTransport.direct().withReadTimeout(READ_TIMEOUT))
						.build())
					.probes(ProbeSettings.defaults().withInterval(Duration.ZERO))
					.store(store)
					.build()) {
			ImageGeneration made = model.call(new ImagePrompt("a cat")).getResult();
			assertThat(((NanoBananaImageGenerationMetadata) made.getMetadata()).bytes()).isEqualTo(LETTERS / 4 * 3);
			assertThat(store.begun).hasValue(1);
		}
	}

	/**
	 * Waits once, for longer than the read timeout, while most of the answer is on its
	 * way.
	 */
	private static final class SlowStore implements PictureStore {

		private final AtomicInteger begun = new AtomicInteger();

		private final PictureStore store;

		SlowStore(PictureStore store) {
			this.store = store;
		}

		@Override
		public Draft begin() throws IOException {
			this.begun.incrementAndGet();
			Mono.delay(READ_TIMEOUT.multipliedBy(3)).block();
			return this.store.begin();
		}

		@Override
		public List<String> names(int offset, int limit) throws IOException {
			return this.store.names(offset, limit);
		}

		@Override
		public @Nullable Entry find(String name) throws IOException {
			return this.store.find(name);
		}

		@Override
		public boolean delete(String name) throws IOException {
			return this.store.delete(name);
		}

	}

}
