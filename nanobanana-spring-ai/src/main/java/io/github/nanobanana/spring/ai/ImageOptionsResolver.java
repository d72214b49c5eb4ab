package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageOptions;

/**
 * The one place where a request's options are laid over the configured ones, checked, and
 * given their defaults.
 * <p>
 * What is wrong is refused; what a model cannot do is adjusted or left out, and noted.
 */
final class ImageOptionsResolver {

	private final ModelAliases aliases;

	ImageOptionsResolver(ModelAliases aliases) {
		this.aliases = aliases;
	}

	/**
	 * Resolves the options of one request.
	 * @throws InvalidImageRequestException if an option is out of its bounds
	 */
	ResolvedImageOptions resolve(@Nullable ImageOptions request, NanoBananaImageOptions configured) {
		NanoBananaImageOptions merged = configured.merge(request);
		OptionChecks.side("width", merged.getWidth());
		OptionChecks.side("height", merged.getHeight());
		List<String> notes = new ArrayList<>();
		noteStyle(merged, notes);
		noteLoneSide(request, merged, notes);
		String model = model(merged);
		noteExactSize(merged, notes);
		return new ResolvedImageOptions(model, n(merged), ImageShape.of(merged, model, this.aliases), merged.getSize(),
				responseFormat(merged), seed(merged, notes), timeout(merged), extraBody(merged),
				Collections.unmodifiableList(notes), merged);
	}

	private static void noteExactSize(NanoBananaImageOptions merged, List<String> notes) {
		if (merged.getExactSize() != null && merged.exactPixels() == null) {
			notes.add("exactSize was ignored: it needs a width and a height");
		}
	}

	private static String model(NanoBananaImageOptions merged) {
		String model = merged.getModel();
		return OptionChecks.model((model != null) ? model : NanoBananaImageOptions.DEFAULT_MODEL);
	}

	private static int n(NanoBananaImageOptions merged) {
		Integer n = merged.getN();
		return OptionChecks.n((n != null) ? n : NanoBananaImageOptions.DEFAULT_N);
	}

	private static @Nullable String responseFormat(NanoBananaImageOptions merged) {
		String responseFormat = merged.getResponseFormat();
		return (responseFormat != null) ? OptionChecks.responseFormat(responseFormat) : null;
	}

	private static @Nullable Long seed(NanoBananaImageOptions merged, List<String> notes) {
		Long seed = merged.getSeed();
		if (seed == null || OptionChecks.seed(seed) > 0) {
			return seed;
		}
		if (seed == 0) {
			notes.add("seed 0 was ignored: relays read seeds above 0 only");
		}
		return null;
	}

	private static Duration timeout(NanoBananaImageOptions merged) {
		Duration timeout = merged.getTimeout();
		return OptionChecks.timeout((timeout != null) ? timeout : NanoBananaImageOptions.DEFAULT_TIMEOUT);
	}

	private static Map<String, Object> extraBody(NanoBananaImageOptions merged) {
		Map<String, Object> extraBody = merged.getExtraBody();
		return (extraBody != null) ? extraBody : Map.of();
	}

	private static void noteStyle(NanoBananaImageOptions merged, List<String> notes) {
		String style = merged.getStyle();
		if (style != null && !style.isBlank()) {
			notes.add("style " + Quoted.of(style)
					+ " was ignored: Nano Banana relays have no such field; say it in the prompt");
		}
	}

	private static void noteLoneSide(@Nullable ImageOptions request, NanoBananaImageOptions merged,
			List<String> notes) {
		ImageOptions sides = (request != null && merged.getSize() != null) ? request : merged;
		Integer width = sides.getWidth();
		Integer height = sides.getHeight();
		if (width != null && height == null) {
			notes.add("width " + width + " was ignored: it needs a height");
		}
		if (height != null && width == null) {
			notes.add("height " + height + " was ignored: it needs a width");
		}
	}

}
