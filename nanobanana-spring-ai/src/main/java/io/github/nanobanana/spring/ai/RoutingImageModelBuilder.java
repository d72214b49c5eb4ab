package io.github.nanobanana.spring.ai;

import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImagePrompt;

/**
 * Collects what a {@link RoutingImageModel} is made of. Not thread-safe.
 */
public final class RoutingImageModelBuilder {

	private @Nullable ImageModel primary;

	private @Nullable ImageModel fallback;

	Predicate<ImagePrompt> fallbackFirst = (prompt) -> false;

	Predicate<RuntimeException> goOnAfter = RoutingImageModel::isFree;

	Function<String, @Nullable String> translateModel = (asked) -> null;

	RoutingImageModelBuilder() {
	}

	/**
	 * Sets the model that is asked first.
	 * @param primary the model
	 * @return this builder
	 */
	public RoutingImageModelBuilder primary(ImageModel primary) {
		this.primary = primary;
		return this;
	}

	/**
	 * Sets the model that is asked for what the first failed to bring.
	 * @param fallback the model
	 * @return this builder
	 */
	public RoutingImageModelBuilder fallback(ImageModel fallback) {
		this.fallback = fallback;
		return this;
	}

	/**
	 * Sets which prompts go to the fallback first. The primary then is the fallback for
	 * them, as far as {@link #goOnAfter} permits. None does if this is not set, and none
	 * with reference pictures or a mask unless the fallback is a
	 * {@link NanoBananaImageModel}: others do not read them.
	 * @param prompts matches such prompts
	 * @return this builder
	 */
	public RoutingImageModelBuilder fallbackFirst(Predicate<ImagePrompt> prompts) {
		this.fallbackFirst = prompts;
		return this;
	}

	/**
	 * Sets that prompts whose options name such a model go to the fallback first. The
	 * same as {@link #fallbackFirst} with a look at the options.
	 * @param models matches names of the fallback's models
	 * @return this builder
	 */
	public RoutingImageModelBuilder fallbackFirstForModels(Predicate<String> models) {
		return fallbackFirst((prompt) -> {
			ImageOptions options = prompt.getOptions();
			String model = (options != null) ? options.getModel() : null;
			return model != null && models.test(model);
		});
	}

	/**
	 * Sets after which failures the other model is asked;
	 * {@link RoutingImageModel#isFree} if this is not set. <b>Each failure that this lets
	 * through although it may have been charged is a picture that may be paid twice</b>:
	 * let through what another provider throws only where it documents that such calls
	 * are free, such as a refused key, and never a timeout.
	 * @param failures matches failures of either model
	 * @return this builder
	 */
	public RoutingImageModelBuilder goOnAfter(Predicate<RuntimeException> failures) {
		this.goOnAfter = failures;
		return this;
	}

	/**
	 * Sets what a model that the prompt names is called at the other provider. If this is
	 * not set, or gives {@code null}, the name is left out and the other provider's own
	 * default holds, since few providers know each other's names.
	 * @param names takes the name in the prompt's options and gives the other provider's,
	 * or {@code null}
	 * @return this builder
	 */
	public RoutingImageModelBuilder translateModel(Function<String, @Nullable String> names) {
		this.translateModel = names;
		return this;
	}

	/**
	 * Builds the model.
	 * @return the model
	 * @throws IllegalArgumentException if the primary or the fallback is missing, or if
	 * they are the same
	 */
	public RoutingImageModel build() {
		if (this.primary == null || this.fallback == null) {
			throw new IllegalArgumentException("A router needs two models: set both primary and fallback.");
		}
		if (this.primary == this.fallback) {
			throw new IllegalArgumentException("Primary and fallback are the same model: set two different ones.");
		}
		return new RoutingImageModel(this.primary, this.fallback, this);
	}

}
