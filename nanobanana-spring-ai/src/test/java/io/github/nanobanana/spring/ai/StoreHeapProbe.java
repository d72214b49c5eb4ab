package io.github.nanobanana.spring.ai;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;

import com.sun.management.ThreadMXBean;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.spring.ai.image.PictureStore;

/**
 * Runs in a process of its own with a small heap: asks for pictures into a store, one by
 * one and eight at once, and prints how many bytes a call put on the heap.
 */
final class StoreHeapProbe {

	private static final int CALLS = 4;

	private StoreHeapProbe() {
	}

	public static void main(String[] arguments) {
		NanoBananaImageOptions options = NanoBananaImageOptions.builder().responseFormat("b64_json").build();
		try (NanoBananaImageModel model = NanoBananaImageModel.builder()
			.baseUrl(arguments[0])
			.apiKey("sk-test")
			.store(PictureStore.folder(Path.of(arguments[1])))
			.build()) {
			for (int i = 0; i < 2; i++) {
				model.call(new ImagePrompt("warm up", options));
			}
			long before = allocated();
			for (int i = 0; i < CALLS; i++) {
				model.call(new ImagePrompt("a cat", options));
			}
			System.out.println("allocated=" + (allocated() - before) / CALLS);
			int together = model.call(new ImagePrompt("a cat", options.mutate().n(8).build())).getResults().size();
			System.out.println("together=" + together);
		}
		System.exit(0);
	}

	private static long allocated() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
			.filter((bytes) -> bytes > 0)
			.sum();
	}

}
