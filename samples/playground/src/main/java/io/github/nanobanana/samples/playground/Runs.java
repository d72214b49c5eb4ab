package io.github.nanobanana.samples.playground;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.stereotype.Service;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.nanobanana.spring.ai.InvalidImageRequestException;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageOptions;

/**
 * The runs under way and the last that ended. A run belongs to the server and not to the
 * page that asked for it: a page that closes cancels nothing, and the picture ends in the
 * store.
 */
@Service
final class Runs {

	private static final Log logger = LogFactory.getLog(Runs.class);

	/**
	 * How many runs that have ended are remembered; their pictures are in the archive.
	 */
	private static final int MOST_ENDED = 60;

	private final NanoBananaImageModel model;

	private final Gallery gallery;

	private final ReferenceShelf shelf;

	private final ObservationRegistry observations;

	private final LiveFeed feed;

	private final Map<String, Run> runs = new LinkedHashMap<>();

	Runs(NanoBananaImageModel model, Gallery gallery, ReferenceShelf shelf, ObservationRegistry observations,
			LiveFeed feed) {
		this.model = model;
		this.gallery = gallery;
		this.shelf = shelf;
		this.observations = observations;
		this.feed = feed;
	}

	/**
	 * Starts a run.
	 * @param order what is wanted
	 * @return the run as it begins
	 * @throws InvalidImageRequestException if that cannot be asked for
	 */
	RunView start(RunOrder order) {
		NanoBananaImageOptions options = options(order);
		Run run = new Run(order, this::tell);
		synchronized (this.runs) {
			this.runs.put(run.id(), run);
			forgetOldest();
		}
		tell(run);
		run.versions().forEach((version) -> start(run, version, options));
		return run.view();
	}

	private NanoBananaImageOptions options(RunOrder order) {
		NanoBananaImageOptions.Builder options = NanoBananaImageOptions.builder()
			.n(1)
			.model(order.model())
			.aspectRatio(order.ratio())
			.imageSize(order.size());
		if (!order.references().isEmpty()) {
			options.references(order.references().stream().map(this.shelf::reference).toList());
		}
		return options.mask((order.mask() != null) ? this.shelf.reference(order.mask()) : null).build();
	}

	/**
	 * Each version is a call of its own, so that each can fail and be cancelled alone.
	 */
	private void start(Run run, RunVersion version, NanoBananaImageOptions options) {
		Long seed = run.order().seed();
		ImagePrompt prompt = new ImagePrompt(run.order().prompt(),
				options.mutate().seed((seed != null) ? seed + version.index() : null).build());
		Observation observation = Observation
			.createNotStarted(VersionObservationContext.NAME, () -> new VersionObservationContext(version),
					this.observations)
			.start();
		Disposable call = this.model.stream(prompt)
			.publishOn(Schedulers.boundedElastic())
			.concatMap((response) -> receive(version, response))
			.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, observation))
			.doOnError(observation::error)
			.doFinally((signal) -> observation.stop())
			.subscribe((nothing) -> {
			}, (error) -> failed(version, error));
		version.startedAs(call);
	}

	private Mono<Void> receive(RunVersion version, ImageResponse response) {
		return this.gallery.receive(response).doOnNext((received) -> {
			if (received.picture() != null) {
				version.arrived(received.picture(), received.notes());
				this.feed.tell("picture", received.picture());
			}
			else if (received.failure() != null) {
				version.failed(received.failure());
			}
		}).then();
	}

	private static void failed(RunVersion version, Throwable error) {
		FailureView failure = FailureView.of(error);
		if (failure.kind().equals(FailureView.UNEXPECTED)) {
			logger.warn("A version ended in an unexpected way", error);
		}
		version.failed(failure);
	}

	private void tell(Run run) {
		this.feed.tell("run", run.view());
	}

	/**
	 * Cancels what has not ended.
	 * @param id the run
	 * @param index the version, or less than 0 for all
	 * @return whether there is such a run and version
	 */
	boolean cancel(String id, int index) {
		Run run = find(id);
		if (run == null || index >= run.versions().size()) {
			return false;
		}
		run.versions().stream().filter((version) -> index < 0 || version.index() == index).forEach(RunVersion::cancel);
		return true;
	}

	/**
	 * Forgets a run that has ended.
	 * @param id the run
	 * @return whether there was one
	 */
	boolean forget(String id) {
		synchronized (this.runs) {
			Run run = this.runs.get(id);
			if (run == null || !run.hasEnded()) {
				return false;
			}
			this.runs.remove(id);
		}
		this.feed.tell("forgotten", id);
		return true;
	}

	/** A picture of the gallery is gone, so no run shows it any more. */
	void pictureDeleted(String picture) {
		List<Run> all;
		synchronized (this.runs) {
			all = new ArrayList<>(this.runs.values());
		}
		all.stream()
			.flatMap((run) -> run.versions().stream())
			.filter((version) -> version.shows(picture))
			.forEach(RunVersion::pictureDeleted);
	}

	private @Nullable Run find(String id) {
		synchronized (this.runs) {
			return this.runs.get(id);
		}
	}

	/** All runs, the oldest first. */
	List<RunView> views() {
		List<Run> all;
		synchronized (this.runs) {
			all = new ArrayList<>(this.runs.values());
		}
		return all.stream().map(Run::view).toList();
	}

	private void forgetOldest() {
		long ended = this.runs.values().stream().filter(Run::hasEnded).count();
		Iterator<Run> oldest = this.runs.values().iterator();
		while (ended > MOST_ENDED && oldest.hasNext()) {
			if (oldest.next().hasEnded()) {
				oldest.remove();
				ended--;
			}
		}
	}

	@Override
	public String toString() {
		return "Runs[" + views().size() + "]";
	}

}
