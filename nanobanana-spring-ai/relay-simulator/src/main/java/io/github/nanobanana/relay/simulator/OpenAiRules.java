package io.github.nanobanana.relay.simulator;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What OpenAI's own image models take, from the OpenAI API reference. */
final class OpenAiRules {

	private static final int MAX_PICTURES = 10;

	private static final int MAX_EDGE = 4096;

	private static final List<String> GPT_SIZES = List.of("1024x1024", "1536x1024", "1024x1536");

	private static final Map<String, List<String>> SIZES = Map.of("dall-e-2",
			List.of("1024x1024", "256x256", "512x512"), "dall-e-3", List.of("1024x1024", "1792x1024", "1024x1792"));

	private OpenAiRules() {
	}

	static Pixels pixels(Model model, @Nullable String size) {
		List<String> allowed = SIZES.getOrDefault(model.id(), GPT_SIZES);
		String wanted = (size == null || size.equals("auto")) ? allowed.get(0) : size;
		Pixels pixels = Pixels.parse(wanted);
		boolean free = model.id().startsWith("gpt-image-2") && pixels != null && pixels.width() <= MAX_EDGE
				&& pixels.height() <= MAX_EDGE;
		if (pixels == null || (!free && !allowed.contains(wanted))) {
			throw RelayError.bad("size", "Invalid value: '" + size + "'. Supported values are: " + allowed + ".");
		}
		return pixels;
	}

	static void checkCount(Model model, int count) {
		int most = model.id().equals("dall-e-3") ? 1 : MAX_PICTURES;
		if (count > most) {
			throw RelayError.bad("n", "Invalid 'n': " + model.id() + " makes at most " + most + " per request.");
		}
	}

	/** {@code output_format} of the gpt-image models; WebP cannot be drawn here. */
	static PictureSpec format(PictureSpec spec, Body body) {
		String wanted = body.text("output_format");
		if (wanted == null || wanted.equals("png")) {
			return spec;
		}
		if (!wanted.equals("jpeg")) {
			throw RelayError.bad("output_format",
					"Invalid value: '" + wanted + "'. This simulator supports 'png' and 'jpeg'.");
		}
		return new PictureSpec(spec.prompt(), spec.model(), spec.ratio(), spec.tier(), spec.pixels(), spec.seed(),
				spec.kind(), spec.references(), spec.mask(), spec.index(), PictureFormat.JPEG, spec.leastBytes());
	}

}
