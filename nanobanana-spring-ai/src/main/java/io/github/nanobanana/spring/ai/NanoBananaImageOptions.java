package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageOptions;

import io.github.nanobanana.spring.ai.image.PixelSize;

import io.github.nanobanana.spring.ai.OptionValues.Key;

/**
 * What to ask a Nano Banana relay for, next to the prompt.
 * <p>
 * Every option may be left out. A request's options lie over those that the model was
 * built with, and both over the defaults, so a request that sets only {@code n} changes
 * only {@code n}. See {@link #merge}.
 * <p>
 * The shape of a picture is said in one of three ways:
 * <ul>
 * <li>{@code aspectRatio} and {@code imageSize}, the relays' own words, each
 * optional;</li>
 * <li>{@code width} and {@code height}, the portable words, which become the nearest
 * ratio and the smallest tier that covers them; one of the two alone is ignored;</li>
 * <li>{@code size}, which is sent as it is, for relays that read nothing else.</li>
 * </ul>
 * A ratio or a tier next to a width and a height wins over what the pixels say.
 * Immutable.
 */
public final class NanoBananaImageOptions implements ImageOptions {

	/** The model where none is named; Gemini 3 Pro Image on the gpt-best relays. */
	public static final String DEFAULT_MODEL = "nano-banana-2";

	/** The number of pictures where none is given. */
	public static final int DEFAULT_N = 1;

	/** The most pictures that one request may ask for; each is a paid call. */
	public static final int MAX_N = 16;

	/** The longest width and height that may be asked for, in pixels. */
	public static final int MAX_SIDE = 20000;

	/** The time for one request where none is given. */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(300);

	/** The longest time that one request may be given. */
	public static final Duration MAX_TIMEOUT = Duration.ofHours(1);

	private static final Set<Key> PORTABLE = EnumSet.of(Key.MODEL, Key.N, Key.WIDTH, Key.HEIGHT, Key.RESPONSE_FORMAT,
			Key.STYLE);

	private final OptionValues values;

	private NanoBananaImageOptions(OptionValues values) {
		this.values = values;
	}

	/**
	 * Starts with no option set.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns options of any provider as options of this one.
	 * @param options the options; of another provider's, the portable ones are taken
	 * @return the options, unchanged if they are of this type
	 */
	public static NanoBananaImageOptions from(ImageOptions options) {
		if (options instanceof NanoBananaImageOptions own) {
			return own;
		}
		return builder().n(options.getN())
			.model(options.getModel())
			.width(options.getWidth())
			.height(options.getHeight())
			.responseFormat(options.getResponseFormat())
			.style(options.getStyle())
			.build();
	}

	/**
	 * Starts with these options set.
	 * @return a new builder
	 */
	public Builder mutate() {
		Builder builder = new Builder();
		builder.values.putAll(this.values.toMap());
		return builder;
	}

	/**
	 * Lays a request's options over these. What the request sets wins, option by option,
	 * and fields of {@code extraBody} name by name. How the request says the shape
	 * replaces how it is said here:
	 * <ul>
	 * <li>{@code size} replaces {@code aspectRatio}, {@code imageSize}, {@code width} and
	 * {@code height};</li>
	 * <li>{@code width} with {@code height} replaces {@code aspectRatio},
	 * {@code imageSize} and {@code size};</li>
	 * <li>{@code aspectRatio} or {@code imageSize} replaces {@code size}, and wins over
	 * what {@code width} and {@code height} say about it;</li>
	 * <li>one of {@code width} and {@code height} alone does not replace
	 * {@code size}.</li>
	 * </ul>
	 * @param request the request's options, portable or own
	 * @return the merged options; these if the request sets nothing
	 */
	public NanoBananaImageOptions merge(@Nullable ImageOptions request) {
		return (request != null) ? new NanoBananaImageOptions(from(request).values.over(this.values)) : this;
	}

	@Override
	public @Nullable Integer getN() {
		return this.values.get(Key.N, Integer.class);
	}

	@Override
	public @Nullable String getModel() {
		return this.values.get(Key.MODEL, String.class);
	}

	@Override
	public @Nullable Integer getWidth() {
		return this.values.get(Key.WIDTH, Integer.class);
	}

	@Override
	public @Nullable Integer getHeight() {
		return this.values.get(Key.HEIGHT, Integer.class);
	}

	@Override
	public @Nullable String getResponseFormat() {
		return this.values.get(Key.RESPONSE_FORMAT, String.class);
	}

	/**
	 * Returns the style, which relays have no field for: it is reported as ignored.
	 */
	@Override
	public @Nullable String getStyle() {
		return this.values.get(Key.STYLE, String.class);
	}

	/**
	 * Returns the shape of the picture.
	 * @return the ratio, or {@code null} to leave it to the pixels or to the model
	 */
	public @Nullable AspectRatio getAspectRatio() {
		return this.values.get(Key.ASPECT_RATIO, AspectRatio.class);
	}

	/**
	 * Returns the resolution tier of the picture.
	 * @return the tier, or {@code null} to leave it to the pixels or to the model
	 */
	public @Nullable ImageSize getImageSize() {
		return this.values.get(Key.IMAGE_SIZE, ImageSize.class);
	}

	/**
	 * Returns the text that is sent as {@code size} in place of ratio and tier.
	 * @return pixels, a ratio or {@code auto}, or {@code null}
	 */
	public @Nullable String getSize() {
		return this.values.get(Key.SIZE, String.class);
	}

	/**
	 * Returns the seed. Relays read seeds above 0 only, and many ignore them.
	 * @return the seed, or {@code null} for a random one
	 */
	public @Nullable Long getSeed() {
		return this.values.get(Key.SEED, Long.class);
	}

	/**
	 * Returns the time that a request may take.
	 * @return the time, or {@code null} for {@link #DEFAULT_TIMEOUT}
	 */
	public @Nullable Duration getTimeout() {
		return this.values.get(Key.TIMEOUT, Duration.class);
	}

	/** The names of the options that are set and that other providers do not know. */
	List<String> ownOptions() {
		return this.values.toMap()
			.keySet()
			.stream()
			.filter((key) -> !PORTABLE.contains(key))
			.map(Key::toString)
			.toList();
	}

	/**
	 * Returns the pictures that go along with the prompt, after those of its messages.
	 * @return the pictures, or {@code null}
	 */
	public @Nullable List<ReferenceImage> getReferences() {
		References references = this.values.get(Key.REFERENCES, References.class);
		return (references != null) ? references.images() : null;
	}

	/**
	 * Returns the mask of an edit.
	 * @return a picture whose transparent part may be changed, or {@code null}
	 */
	public @Nullable ReferenceImage getMask() {
		return this.values.get(Key.MASK, ReferenceImage.class);
	}

	/**
	 * Returns how the delivered picture is fitted to exactly {@code width} and
	 * {@code height}.
	 * @return the way, or {@code null} to leave the picture as it comes
	 */
	public @Nullable ExactSize getExactSize() {
		return this.values.get(Key.EXACT_SIZE, ExactSize.class);
	}

	/**
	 * Returns the fields that are merged into the body of the request last.
	 * @return the fields by name, which cannot be changed, or {@code null}
	 */
	public @Nullable Map<String, Object> getExtraBody() {
		ExtraBody extraBody = this.values.get(Key.EXTRA_BODY, ExtraBody.class);
		return (extraBody != null) ? extraBody.fields() : null;
	}

	/** Width and height, where both are set. */
	@Nullable PixelSize exactPixels() {
		Integer width = getWidth();
		Integer height = getHeight();
		return (width != null && height != null) ? new PixelSize(width, height) : null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof NanoBananaImageOptions options && this.values.equals(options.values);
	}

	@Override
	public int hashCode() {
		return this.values.hashCode();
	}

	/**
	 * Returns the options that are set; of {@code extraBody} the names only.
	 * @return the text, without secrets
	 */
	@Override
	public String toString() {
		return "NanoBananaImageOptions" + this.values;
	}

	/**
	 * Builds options. Setting {@code null} unsets an option. Bounds are checked when a
	 * request is resolved, except where a method says otherwise.
	 */
	public static final class Builder {

		private final Map<Key, Object> values = new EnumMap<>(Key.class);

		private Builder() {
		}

		/**
		 * Sets the number of pictures, each of which is a call of its own.
		 * @param n 1 to {@link #MAX_N}
		 * @return this builder
		 */
		public Builder n(@Nullable Integer n) {
			return set(Key.N, n);
		}

		/**
		 * Sets the model's name, which is sent as it is.
		 * @param model the name that the relay knows
		 * @return this builder
		 */
		public Builder model(@Nullable String model) {
			return set(Key.MODEL, model);
		}

		/**
		 * Sets the width, which needs a height.
		 * @param width 1 to {@link #MAX_SIDE} pixels
		 * @return this builder
		 */
		public Builder width(@Nullable Integer width) {
			return set(Key.WIDTH, width);
		}

		/**
		 * Sets the height, which needs a width.
		 * @param height 1 to {@link #MAX_SIDE} pixels
		 * @return this builder
		 */
		public Builder height(@Nullable Integer height) {
			return set(Key.HEIGHT, height);
		}

		/**
		 * Sets whether the relay answers with a link or with the picture itself.
		 * @param responseFormat {@code url} or {@code b64_json}
		 * @return this builder
		 */
		public Builder responseFormat(@Nullable String responseFormat) {
			return set(Key.RESPONSE_FORMAT, responseFormat);
		}

		/**
		 * Sets the portable style, which is reported as ignored: say it in the prompt.
		 * @param style the style
		 * @return this builder
		 */
		public Builder style(@Nullable String style) {
			return set(Key.STYLE, style);
		}

		/**
		 * Sets the shape of the picture.
		 * @param aspectRatio the ratio; one that the model does not draw becomes the
		 * nearest that it does
		 * @return this builder
		 */
		public Builder aspectRatio(@Nullable AspectRatio aspectRatio) {
			return set(Key.ASPECT_RATIO, aspectRatio);
		}

		/**
		 * Sets the shape of the picture.
		 * @param aspectRatio the ratio, as {@link AspectRatio#of(String)} reads it
		 * @return this builder
		 * @throws InvalidImageRequestException if the text is not a ratio
		 */
		public Builder aspectRatio(@Nullable String aspectRatio) {
			return set(Key.ASPECT_RATIO, (aspectRatio != null) ? AspectRatio.of(aspectRatio) : null);
		}

		/**
		 * Sets the resolution tier of the picture.
		 * @param imageSize the tier
		 * @return this builder
		 */
		public Builder imageSize(@Nullable ImageSize imageSize) {
			return set(Key.IMAGE_SIZE, imageSize);
		}

		/**
		 * Sets the resolution tier of the picture.
		 * @param imageSize the tier, as {@link ImageSize#of(String)} reads it
		 * @return this builder
		 * @throws InvalidImageRequestException if the text is not a tier
		 */
		public Builder imageSize(@Nullable String imageSize) {
			return set(Key.IMAGE_SIZE, (imageSize != null) ? ImageSize.of(imageSize) : null);
		}

		/**
		 * Sets the text that is sent as {@code size} in place of ratio and tier. The sign
		 * × between pixels becomes x, since relays refuse it.
		 * @param size {@code 1024x1024}, {@code 16:9}, {@code auto} or what else the
		 * relay reads, at most 32 characters
		 * @return this builder
		 * @throws InvalidImageRequestException if the text is empty, too long, not
		 * printable, or has a side outside 1 to {@link #MAX_SIDE}
		 */
		public Builder size(@Nullable String size) {
			return set(Key.SIZE, (size != null) ? OptionChecks.size(size) : null);
		}

		/**
		 * Sets the seed.
		 * @param seed above 0; 0 and -1 mean a random one
		 * @return this builder
		 */
		public Builder seed(@Nullable Long seed) {
			return set(Key.SEED, seed);
		}

		/**
		 * Sets the time that a request may take.
		 * @param timeout above 0, at most {@link #MAX_TIMEOUT}
		 * @return this builder
		 */
		public Builder timeout(@Nullable Duration timeout) {
			return set(Key.TIMEOUT, timeout);
		}

		/**
		 * Sets the pictures that go along with the prompt, after those of its messages.
		 * @param references at most {@link ReferenceImage#MAX_COUNT} together with those
		 * of the messages
		 * @return this builder
		 */
		public Builder references(@Nullable List<ReferenceImage> references) {
			return set(Key.REFERENCES, (references != null) ? new References(references) : null);
		}

		/**
		 * Sets the pictures that go along with the prompt.
		 * @param references the pictures
		 * @return this builder
		 */
		public Builder references(ReferenceImage... references) {
			return references(List.of(references));
		}

		/**
		 * Sets the mask of an edit, which needs a reference picture to be laid over.
		 * @param mask a PNG of the size of the first reference picture, transparent where
		 * it may be changed
		 * @return this builder
		 */
		public Builder mask(@Nullable ReferenceImage mask) {
			return set(Key.MASK, mask);
		}

		/**
		 * Sets that the delivered picture is fitted to exactly {@code width} and
		 * {@code height}, for layouts that were made for another provider.
		 * @param exactSize the way
		 * @return this builder
		 */
		public Builder exactSize(@Nullable ExactSize exactSize) {
			return set(Key.EXACT_SIZE, exactSize);
		}

		/**
		 * Sets fields that are merged into the body of the request last, for what a relay
		 * reads beyond the options here. Maps and lists are copied.
		 * @param extraBody the fields by name
		 * @return this builder
		 * @throws InvalidImageRequestException if a name is empty or one of
		 * {@code model}, {@code prompt} and {@code n}, a value is {@code null}, or maps
		 * are nested more than 16 levels deep
		 */
		public Builder extraBody(@Nullable Map<String, Object> extraBody) {
			return set(Key.EXTRA_BODY, (extraBody != null) ? new ExtraBody(extraBody) : null);
		}

		private Builder set(Key key, @Nullable Object value) {
			if (value != null) {
				this.values.put(key, value);
			}
			else {
				this.values.remove(key);
			}
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 * @throws InvalidImageRequestException if {@code size} is set next to
		 * {@code aspectRatio}, {@code imageSize}, {@code width} or {@code height}, which
		 * relays answer with 400
		 */
		public NanoBananaImageOptions build() {
			return new NanoBananaImageOptions(new OptionValues(this.values).checkedShape());
		}

	}

}
