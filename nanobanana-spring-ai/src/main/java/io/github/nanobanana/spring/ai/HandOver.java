package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;

/**
 * How a prompt for one provider is put to another: its messages, and the options that all
 * providers know. Between two models of this library it is handed over whole.
 *
 * @param asked the prompt as it was asked
 * @param n how many pictures the first model is to bring, or {@code null} if neither
 * prompt nor configuration says
 * @param pictures whether reference pictures or a mask belong to it
 * @param own whether the other model reads everything that this library knows
 * @param model the other provider's name of the model, or {@code null}
 * @param other the name of the other model
 */
record HandOver(ImagePrompt asked, @Nullable Integer n, boolean pictures, boolean own, @Nullable String model,
		String other) {

	static HandOver of(ImagePrompt prompt, ImageModel first, ImageModel other,
			Function<String, @Nullable String> translateModel) {
		ImageOptions options = prompt.getOptions();
		String model = (options != null) ? options.getModel() : null;
		List<ImageOptions> held = held(prompt, first).toList();
		Integer n = held.isEmpty() ? null : held.get(0).getN();
		boolean pictures = hasPictures(prompt) || held.stream().anyMatch(HandOver::hasPictures);
		return new HandOver(prompt, n, pictures, other instanceof NanoBananaImageModel,
				(model != null) ? translateModel.apply(model) : null, RoutingImageModel.name(other));
	}

	/** The options that hold at a model, or at those behind a router, as far as known. */
	private static Stream<ImageOptions> held(ImagePrompt prompt, ImageModel model) {
		if (model instanceof RoutingImageModel router) {
			return router.inOrder(prompt).stream().flatMap((behind) -> held(prompt, behind));
		}
		return Stream.ofNullable((model instanceof NanoBananaImageModel ours)
				? ours.getDefaultOptions().merge(prompt.getOptions()) : prompt.getOptions());
	}

	/** Whether reference pictures or a mask belong to the prompt itself. */
	static boolean hasPictures(ImagePrompt prompt) {
		return hasPictures(prompt.getOptions()) || prompt.getInstructions()
			.stream()
			.map(ImageMessage::getMedia)
			.anyMatch((media) -> media != null && !media.isEmpty());
	}

	private static boolean hasPictures(@Nullable ImageOptions options) {
		return options instanceof NanoBananaImageOptions ours
				&& (ours.getReferences() != null || ours.getMask() != null);
	}

	/** Pictures are no portable option, and the prompt means little without them. */
	boolean isPossible() {
		return this.own || !this.pictures;
	}

	/**
	 * The prompt for the other model.
	 * @param n how many pictures to ask for, or {@code null} for as many as were asked
	 */
	ImagePrompt prompt(@Nullable Integer n) {
		ImageOptions options = this.asked.getOptions();
		Integer count = (n != null || options == null) ? n : options.getN();
		if (this.own && options instanceof NanoBananaImageOptions ours) {
			return new ImagePrompt(this.asked.getInstructions(), ours.mutate().n(count).build());
		}
		ImageOptionsBuilder portable = ImageOptionsBuilder.builder();
		set(portable::n, count);
		set(portable::model, this.model);
		if (options != null) {
			set(portable::width, options.getWidth());
			set(portable::height, options.getHeight());
			set(portable::responseFormat, options.getResponseFormat());
			set(portable::style, options.getStyle());
		}
		return new ImagePrompt(this.asked.getInstructions(), portable.build());
	}

	private static <T> void set(Consumer<T> setter, @Nullable T value) {
		if (value != null) {
			setter.accept(value);
		}
	}

	/** What the other model was not told, each as a sentence. */
	List<String> notes() {
		List<String> notes = new ArrayList<>();
		ImageOptions options = this.asked.getOptions();
		if (options == null || (this.own && options instanceof NanoBananaImageOptions)) {
			return notes;
		}
		if (options.getModel() != null && this.model == null) {
			notes.add("model " + Quoted.of(options.getModel()) + " was not passed on to " + this.other
					+ ", which took its own");
		}
		if (options instanceof NanoBananaImageOptions ours && !ours.ownOptions().isEmpty()) {
			notes.add(String.join(", ", ours.ownOptions()) + " could not be passed on to " + this.other);
		}
		return notes;
	}

}
