package io.github.nanobanana.spring.ai.prompt;

import org.jspecify.annotations.Nullable;

/**
 * A prompt that was written from its parts, in the order that the image models read best:
 * subject, scene, camera, lighting, details, style, lettering, what to keep, what to
 * avoid, ratio, resolution. The subject comes first because what stands first weighs
 * most.
 * <p>
 * Two prompts are equal when their texts are. Immutable.
 */
public final class StructuredPrompt {

	/** The most characters that a part, and the whole text, may have. */
	public static final int MAX_LENGTH = PartText.MAX_LENGTH;

	private final PromptLanguage language;

	private final String text;

	private StructuredPrompt(PromptLanguage language, String text) {
		this.language = language;
		this.text = text;
	}

	/**
	 * Starts with no part given.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns the text to send to an image model.
	 * @return sentences on one line, 1 to {@link #MAX_LENGTH} characters
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Returns the language of the joining words.
	 * @return the language that was set, or that of the subject's script
	 */
	public PromptLanguage language() {
		return this.language;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof StructuredPrompt prompt && this.text.equals(prompt.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	/**
	 * Returns language and length, but not the text, so that a log shows no prompt.
	 */
	@Override
	public String toString() {
		return "StructuredPrompt{language=" + this.language + ", characters=" + this.text.length() + "}";
	}

	/**
	 * Takes the parts. A part that is {@code null} or blank counts as not given. White
	 * space, line breaks too, becomes a single space, and a stop or comma at the end of a
	 * part is dropped; else the words stay as they are. Everything is checked when the
	 * prompt is built.
	 */
	public static final class Builder {

		private @Nullable PromptLanguage language;

		private final PromptParts parts = new PromptParts();

		private Builder() {
		}

		/**
		 * Sets the language of the joining words.
		 * @param language the language, or {@code null} for Chinese if the subject is
		 * mostly in Han characters and English if not
		 * @return this builder
		 */
		public Builder language(@Nullable PromptLanguage language) {
			this.language = language;
			return this;
		}

		/**
		 * Sets what the picture is of, or what an edit changes. It must be given.
		 * @param subject such as {@code two hovering transports}
		 * @return this builder
		 */
		public Builder subject(@Nullable String subject) {
			this.parts.set(PromptParts.Part.SUBJECT, subject);
			return this;
		}

		/**
		 * Sets where the subject is.
		 * @param scene such as {@code on a desert highway}
		 * @return this builder
		 */
		public Builder scene(@Nullable String scene) {
			this.parts.set(PromptParts.Part.SCENE, scene);
			return this;
		}

		/**
		 * Sets how the picture is taken.
		 * @param camera such as {@code low-angle wide shot}
		 * @return this builder
		 */
		public Builder camera(@Nullable String camera) {
			this.parts.set(PromptParts.Part.CAMERA, camera);
			return this;
		}

		/**
		 * Sets the light or the time of day.
		 * @param lighting such as {@code rim light of a setting sun}
		 * @return this builder
		 */
		public Builder lighting(@Nullable String lighting) {
			this.parts.set(PromptParts.Part.LIGHTING, lighting);
			return this;
		}

		/**
		 * Adds details.
		 * @param details such as {@code dust in the air}
		 * @return this builder
		 */
		public Builder details(@Nullable String... details) {
			this.parts.add(PromptParts.Part.DETAILS, details);
			return this;
		}

		/**
		 * Sets the style.
		 * @param style such as {@code cinematic}, {@code realistic} or {@code 3D render}
		 * @return this builder
		 */
		public Builder style(@Nullable String style) {
			this.parts.set(PromptParts.Part.STYLE, style);
			return this;
		}

		/**
		 * Adds letters that the picture must show.
		 * @param text the letters without quotation marks around them; line breaks stay
		 * @return this builder
		 */
		public Builder lettering(@Nullable String text) {
			return lettering(text, null, null);
		}

		/**
		 * Adds letters that the picture must show, and how.
		 * @param text the letters without quotation marks around them; line breaks stay
		 * @param typeface the look, such as {@code bold red capitals}
		 * @param placement the place, such as {@code above the door}
		 * @return this builder
		 */
		public Builder lettering(@Nullable String text, @Nullable String typeface, @Nullable String placement) {
			this.parts.addLettering(text, typeface, placement);
			return this;
		}

		/**
		 * Adds what an edit must leave as it is in the given picture.
		 * @param keep things, such as {@code the woman's face}
		 * @return this builder
		 */
		public Builder keep(@Nullable String... keep) {
			this.parts.add(PromptParts.Part.KEEP, keep);
			return this;
		}

		/**
		 * Adds what must not be in the picture.
		 * @param avoid things, such as {@code people}
		 * @return this builder
		 */
		public Builder avoid(@Nullable String... avoid) {
			this.parts.add(PromptParts.Part.AVOID, avoid);
			return this;
		}

		/**
		 * Sets the shape to say in words at the end.
		 * @param ratio such as {@code 16:9}
		 * @return this builder
		 */
		public Builder ratio(@Nullable String ratio) {
			this.parts.set(PromptParts.Part.RATIO, ratio);
			return this;
		}

		/**
		 * Sets the resolution to say in words at the end.
		 * @param resolution such as {@code 4K}
		 * @return this builder
		 */
		public Builder resolution(@Nullable String resolution) {
			this.parts.set(PromptParts.Part.RESOLUTION, resolution);
			return this;
		}

		/**
		 * Writes the prompt.
		 * @return the prompt
		 * @throws IllegalArgumentException if the subject is blank, a part has control
		 * characters other than line breaks and tabs, a part or the text is longer than
		 * {@link #MAX_LENGTH}, or a lettering has every kind of quotation mark
		 */
		public StructuredPrompt build() {
			String subject = this.parts.subject();
			PromptLanguage joining = (this.language != null) ? this.language : PromptLanguage.of(subject);
			return new StructuredPrompt(joining, this.parts.write(joining));
		}

	}

}
