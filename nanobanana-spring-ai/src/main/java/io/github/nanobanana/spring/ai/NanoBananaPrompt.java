package io.github.nanobanana.spring.ai;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.spring.ai.prompt.PromptLanguage;
import io.github.nanobanana.spring.ai.prompt.StructuredPrompt;

/**
 * Builds an {@link ImagePrompt} from the parts of a picture, with ratio and tier in its
 * options and in its words: <pre class="code">
 * ImagePrompt prompt = NanoBananaPrompt.builder()
 *     .subject("two hovering transports")
 *     .scene("on a desert highway")
 *     .lighting("rim light of a setting sun")
 *     .lettering("LAST FUEL 300 KM", "faded red capitals", "on a road sign")
 *     .aspectRatio(AspectRatio.RATIO_16_9)
 *     .imageSize(ImageSize.FOUR_K)
 *     .build();
 * </pre>
 *
 * @see StructuredPrompt
 */
public final class NanoBananaPrompt {

	private NanoBananaPrompt() {
	}

	/**
	 * Starts with no part given.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Takes the parts and the options. A part that is {@code null} or blank counts as not
	 * given. Parts may come in any order and are checked when the prompt is built.
	 */
	public static final class Builder {

		private final StructuredPrompt.Builder parts = StructuredPrompt.builder();

		private final NanoBananaImageOptions.Builder shape = NanoBananaImageOptions.builder();

		private NanoBananaImageOptions options = NanoBananaImageOptions.builder().build();

		private boolean shapeInWords = true;

		private Builder() {
		}

		/**
		 * Sets what the picture is of, or what an edit changes. It must be given.
		 * @param subject such as {@code two hovering transports}
		 * @return this builder
		 */
		public Builder subject(@Nullable String subject) {
			this.parts.subject(subject);
			return this;
		}

		/**
		 * Sets where the subject is.
		 * @param scene such as {@code on a desert highway}
		 * @return this builder
		 */
		public Builder scene(@Nullable String scene) {
			this.parts.scene(scene);
			return this;
		}

		/**
		 * Sets how the picture is taken.
		 * @param camera such as {@code low-angle wide shot}
		 * @return this builder
		 */
		public Builder camera(@Nullable String camera) {
			this.parts.camera(camera);
			return this;
		}

		/**
		 * Sets the light or the time of day.
		 * @param lighting such as {@code rim light of a setting sun}
		 * @return this builder
		 */
		public Builder lighting(@Nullable String lighting) {
			this.parts.lighting(lighting);
			return this;
		}

		/**
		 * Adds details.
		 * @param details such as {@code dust in the air}
		 * @return this builder
		 */
		public Builder details(@Nullable String... details) {
			this.parts.details(details);
			return this;
		}

		/**
		 * Sets the style in words, for which relays have no field.
		 * @param style such as {@code cinematic}, {@code realistic} or {@code 3D render}
		 * @return this builder
		 */
		public Builder style(@Nullable String style) {
			this.parts.style(style);
			return this;
		}

		/**
		 * Adds letters that the picture must show.
		 * @param text the letters without quotation marks around them; line breaks stay
		 * @return this builder
		 */
		public Builder lettering(@Nullable String text) {
			this.parts.lettering(text);
			return this;
		}

		/**
		 * Adds letters that the picture must show, and how.
		 * @param text the letters without quotation marks around them; line breaks stay
		 * @param typeface the look, such as {@code bold red capitals}
		 * @param placement the place, such as {@code above the door}
		 * @return this builder
		 */
		public Builder lettering(@Nullable String text, @Nullable String typeface, @Nullable String placement) {
			this.parts.lettering(text, typeface, placement);
			return this;
		}

		/**
		 * Adds what an edit must leave as it is in the given picture.
		 * @param keep things, such as {@code the woman's face}
		 * @return this builder
		 */
		public Builder keep(@Nullable String... keep) {
			this.parts.keep(keep);
			return this;
		}

		/**
		 * Adds what must not be in the picture.
		 * @param avoid things, such as {@code people}
		 * @return this builder
		 */
		public Builder avoid(@Nullable String... avoid) {
			this.parts.avoid(avoid);
			return this;
		}

		/**
		 * Sets the language of the joining words.
		 * @param language the language, or {@code null} to go by the subject's script
		 * @return this builder
		 */
		public Builder language(@Nullable PromptLanguage language) {
			this.parts.language(language);
			return this;
		}

		/**
		 * Sets the shape of the picture.
		 * @param aspectRatio the ratio
		 * @return this builder
		 */
		public Builder aspectRatio(@Nullable AspectRatio aspectRatio) {
			this.shape.aspectRatio(aspectRatio);
			return this;
		}

		/**
		 * Sets the resolution tier of the picture.
		 * @param imageSize the tier
		 * @return this builder
		 */
		public Builder imageSize(@Nullable ImageSize imageSize) {
			this.shape.imageSize(imageSize);
			return this;
		}

		/**
		 * Sets whether ratio and tier are said in the text as well as in the options.
		 * Neither is said where it is not in the options.
		 * @param shapeInWords true by default
		 * @return this builder
		 */
		public Builder shapeInWords(boolean shapeInWords) {
			this.shapeInWords = shapeInWords;
			return this;
		}

		/**
		 * Lays further options over those given before. The ratio and the tier that this
		 * builder is given lie over all of them, whichever came first.
		 * @param options the options, portable or own
		 * @return this builder
		 * @see NanoBananaImageOptions#merge
		 */
		public Builder options(@Nullable ImageOptions options) {
			this.options = this.options.merge(options);
			return this;
		}

		/**
		 * Builds the prompt.
		 * @return a prompt with one message, and with options that set only what was
		 * given
		 * @throws InvalidImageRequestException if the subject is blank, a part has
		 * control characters other than line breaks and tabs, a part or the text is
		 * longer than {@link StructuredPrompt#MAX_LENGTH}, or a lettering has every kind
		 * of quotation mark
		 */
		public ImagePrompt build() {
			NanoBananaImageOptions merged = this.options.merge(this.shape.build());
			this.parts.ratio(this.shapeInWords ? words(merged.getAspectRatio()) : null)
				.resolution(this.shapeInWords ? words(merged.getImageSize()) : null);
			try {
				return new ImagePrompt(this.parts.build().text(), merged);
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidImageRequestException(String.valueOf(ex.getMessage()));
			}
		}

		private static @Nullable String words(@Nullable AspectRatio aspectRatio) {
			return (aspectRatio != null) ? aspectRatio.toString() : null;
		}

		private static @Nullable String words(@Nullable ImageSize imageSize) {
			if (imageSize == ImageSize.HALF_K) {
				return "512px";
			}
			return (imageSize != null) ? imageSize.value() : null;
		}

	}

}
