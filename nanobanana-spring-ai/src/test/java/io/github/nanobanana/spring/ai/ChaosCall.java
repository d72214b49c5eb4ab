package io.github.nanobanana.spring.ai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.imageio.ImageIO;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageResponse;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.github.nanobanana.spring.ai.image.PictureException;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

/**
 * One call of a chaos run and what its caller was told: pictures, failures, or nothing
 * more because he gave up.
 */
final class ChaosCall {

	static final List<String> MODELS = List.of("gemini-3.1-flash-image", "gemini-3.1-flash-image-preview",
			"nano-banana2");

	static final byte[] REFERENCE = reference();

	/** Far beyond every bound that the model sets itself. */
	private static final Duration NEVER = Duration.ofSeconds(60);

	private final ChaosPlan plan;

	private final List<NanoBananaImageGenerationMetadata> delivered = new ArrayList<>();

	private final List<RelayFailure> failures = new ArrayList<>();

	private final List<RelayFailure> earlier = new ArrayList<>();

	private final Set<String> failedIds = new HashSet<>();

	private volatile boolean cancelled;

	private @Nullable Throwable unexpected;

	ChaosCall(ChaosPlan plan) {
		this.plan = plan;
	}

	/**
	 * Makes the call and waits for its end.
	 * @param callers where blocking calls are made; cancelling interrupts them
	 * @param givenUp fires when the caller loses patience
	 */
	void make(NanoBananaImageModel model, Scheduler callers, Mono<?> givenUp) {
		Flux<ImageResponse> answers = this.plan.streamed() ? model.stream(this.plan.prompt())
				: Mono.fromCallable(() -> model.call(this.plan.prompt())).subscribeOn(callers).flux();
		try {
			answers.takeUntilOther(givenUp.doOnNext((signal) -> this.cancelled = true))
				.doOnNext(this::told)
				.concatMap((response) -> this.plan.fetched() ? fetch(response) : Mono.<Void>empty())
				.blockLast(NEVER);
		}
		catch (RelayException ex) {
			told(ex);
		}
		catch (RuntimeException ex) {
			boolean interrupted = Exceptions.unwrap(ex) instanceof InterruptedException;
			this.unexpected = (interrupted && this.cancelled) ? null : ex;
		}
	}

	private synchronized void told(ImageResponse response) {
		for (ImageGeneration generation : response.getResults()) {
			NanoBananaImageGenerationMetadata metadata = (NanoBananaImageGenerationMetadata) generation.getMetadata();
			this.delivered.add(metadata);
			this.earlier.addAll(metadata.earlierFailures());
		}
		for (RelayFailure failure : ((NanoBananaImageResponseMetadata) response.getMetadata()).getFailures()) {
			this.failedIds.add(failure.callId());
			this.failures.add(failure);
		}
	}

	/**
	 * The failure of one version has its earlier attempts as suppressed exceptions, and
	 * behind them the failures of other versions.
	 */
	private synchronized void told(RelayException ex) {
		(this.failedIds.add(ex.failure().callId()) ? this.failures : this.earlier).add(ex.failure());
		for (Throwable other : ex.getSuppressed()) {
			if (other instanceof RelayException failed) {
				told(failed);
			}
		}
	}

	/** The picture is delivered, whatever becomes of this free GET. */
	private Mono<Void> fetch(ImageResponse response) {
		NanoBananaImage image = (NanoBananaImage) response.getResult().getOutput();
		return image.picture().then().onErrorResume(PictureException.class, (failed) -> Mono.empty());
	}

	ChaosPlan plan() {
		return this.plan;
	}

	synchronized List<NanoBananaImageGenerationMetadata> delivered() {
		return List.copyOf(this.delivered);
	}

	synchronized List<RelayFailure> failures() {
		return List.copyOf(this.failures);
	}

	/** Attempts before those that decided, all of which must be free. */
	synchronized List<RelayFailure> earlier() {
		return List.copyOf(this.earlier);
	}

	boolean isCancelled() {
		return this.cancelled;
	}

	@Nullable Throwable unexpected() {
		return this.unexpected;
	}

	/** The pictures of which the caller was told neither that they came nor that not. */
	int untold() {
		return this.plan.count() - delivered().size() - failures().size();
	}

	boolean foundNoEndpoint() {
		return failures().stream().anyMatch((failure) -> failure.kind() == FailureKind.NO_ENDPOINT);
	}

	private static byte[] reference() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	@Override
	public String toString() {
		return "%s delivered=%s failures=%s earlier=%s cancelled=%s unexpected=%s".formatted(this.plan, delivered(),
				failures(), earlier(), this.cancelled, this.unexpected);
	}

}
