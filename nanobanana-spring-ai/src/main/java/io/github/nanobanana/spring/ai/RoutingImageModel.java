package io.github.nanobanana.spring.ai;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.util.ClassUtils;

import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

/**
 * An image model over two others, of whatever providers. Each prompt goes to one of them,
 * and to the other only for pictures that the first failed to bring and certainly did not
 * charge: pictures that have arrived are kept, and a picture that may have been charged
 * is not asked for again.
 * <p>
 * The other model is given the text and the portable options, see
 * {@link RoutingImageModelBuilder#translateModel}. A prompt with reference pictures or a
 * mask is not handed to another provider, which would draw something else and charge it:
 * not after a failure, and not because it matches
 * {@link RoutingImageModelBuilder#fallbackFirst}. Each of the two keeps its own time
 * limit and its own observation. Safe for use by many threads if both models are.
 */
public final class RoutingImageModel implements ImageModel {

	/**
	 * Key in the response's metadata of the {@link RelayFailure}s, free of charge, for
	 * which the other model was asked.
	 */
	public static final String EARLIER_FAILURES = "earlierFailures";

	private static final Log logger = LogFactory.getLog(RoutingImageModel.class);

	private final ImageModel primary;

	private final ImageModel fallback;

	private final Predicate<ImagePrompt> fallbackFirst;

	private final Predicate<RuntimeException> goOnAfter;

	private final Function<String, @Nullable String> translateModel;

	RoutingImageModel(ImageModel primary, ImageModel fallback, RoutingImageModelBuilder settings) {
		this.primary = primary;
		this.fallback = fallback;
		this.fallbackFirst = settings.fallbackFirst;
		this.goOnAfter = settings.goOnAfter;
		this.translateModel = settings.translateModel;
	}

	/**
	 * Starts a model.
	 * @return a builder that needs a primary and a fallback
	 */
	public static RoutingImageModelBuilder builder() {
		return new RoutingImageModelBuilder();
	}

	/**
	 * Whether a failure certainly cost nothing and another provider may do better: a
	 * {@link RelayException} after which another endpoint may be asked, or that says that
	 * none could be, and that suppresses none of another picture that may have been
	 * charged. What the prompt or the caller is to blame for is not among them, nor what
	 * a model that is being closed turns away, and no exception of any other provider is.
	 * @param failure what a model threw
	 * @return whether the same picture may be asked for elsewhere without paying twice
	 */
	public static boolean isFree(RuntimeException failure) {
		if (!(failure instanceof RelayException relay)
				|| Shortfall.versions(relay).stream().anyMatch(RelayException::mayHaveBeenCharged)) {
			return false;
		}
		RelayFailure what = relay.failure();
		boolean nothingSent = what.kind() == FailureKind.NO_ENDPOINT || what.kind() == FailureKind.TOO_MANY_CALLS;
		return what.permitsAnotherEndpoint() || (nothingSent && !what.retryVetoed());
	}

	/**
	 * Makes the pictures by one of the models, and by the other what the first failed to
	 * bring free of charge.
	 * @param prompt the text and the options, best those that all providers know
	 * @return the pictures of both; what became of the others is in the metadata
	 * @throws RuntimeException what the model that was asked last threw, with what the
	 * first threw as a suppressed exception; the other way around if the first may have
	 * charged
	 */
	@Override
	public ImageResponse call(ImagePrompt prompt) {
		List<ImageModel> models = inOrder(prompt);
		ImageModel first = models.get(0);
		ImageModel second = models.get(1);
		HandOver handOver = HandOver.of(prompt, first, second, this.translateModel);
		ImageResponse response;
		try {
			response = first.call(prompt);
		}
		catch (RuntimeException ex) {
			return instead(ex, second, handOver);
		}
		return completed(response, second, handOver);
	}

	private ImageResponse instead(RuntimeException failure, ImageModel second, HandOver handOver) {
		Shortfall missing = Shortfall.of(failure, handOver.n(), this.goOnAfter);
		if (!missing.goesOn() || !handOver.isPossible()) {
			throw failure;
		}
		logger.info("No picture arrived, so " + name(second) + " is asked. " + missing.sentence());
		ImageResponse response;
		try {
			response = ask(second, handOver.prompt(missing.count()));
		}
		catch (RuntimeException ex) {
			throw missing.isPaidInPart() ? with(failure, ex) : with(ex, failure);
		}
		return RoutedResponses.instead(response, missing, handOver.notes());
	}

	private ImageResponse completed(ImageResponse response, ImageModel second, HandOver handOver) {
		Shortfall missing = Shortfall.of(response, handOver.n(), this.goOnAfter);
		if (!missing.goesOn() || !handOver.isPossible()) {
			return response;
		}
		logger.info("Fewer pictures arrived than were asked for, so " + name(second) + " is asked for "
				+ missing.count() + " more. " + missing.sentence());
		ImageResponse more;
		try {
			more = ask(second, handOver.prompt(missing.count()));
		}
		catch (RuntimeException ex) {
			return notCompleted(response, second, missing, ex);
		}
		return RoutedResponses.completed(response, more, missing, handOver.notes());
	}

	private static ImageResponse ask(ImageModel model, ImagePrompt prompt) {
		return Objects.requireNonNull(model.call(prompt), "The other model gave no response.");
	}

	private static ImageResponse notCompleted(ImageResponse response, ImageModel second, Shortfall missing,
			RuntimeException ex) {
		List<RelayException> failures = (ex instanceof RelayException relay) ? Shortfall.versions(relay) : List.of();
		boolean free = !failures.isEmpty() && failures.stream().noneMatch(RelayException::mayHaveBeenCharged);
		String note = "asking %s for %d more failed too%s: %s".formatted(name(second), missing.count(),
				free ? "" : ", and may have been charged", ex.getClass().getSimpleName());
		logger.warn(failures.isEmpty() ? note : note + ". " + failures.get(0).failure().sentenceWithoutAddress());
		logger.debug("What the other model threw", ex);
		return RoutedResponses.notCompleted(response, missing, failures.stream().map(RelayException::failure).toList(),
				note);
	}

	private static RuntimeException with(RuntimeException thrown, RuntimeException other) {
		if (thrown != other) {
			thrown.addSuppressed(other);
		}
		return thrown;
	}

	/** The two models in the order in which they are asked. */
	List<ImageModel> inOrder(ImagePrompt prompt) {
		boolean readsAll = this.fallback instanceof NanoBananaImageModel || !HandOver.hasPictures(prompt);
		return (readsAll && this.fallbackFirst.test(prompt)) ? List.of(this.fallback, this.primary)
				: List.of(this.primary, this.fallback);
	}

	static String name(ImageModel model) {
		return ClassUtils.getUserClass(model).getSimpleName();
	}

	@Override
	public String toString() {
		return "RoutingImageModel[primary=" + name(this.primary) + ", fallback=" + name(this.fallback) + "]";
	}

}
