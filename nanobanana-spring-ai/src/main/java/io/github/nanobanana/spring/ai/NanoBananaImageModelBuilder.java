package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.observation.ImageModelObservationConvention;
import org.springframework.ai.model.ApiKey;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.github.nanobanana.spring.ai.failover.FailoverClient;
import io.github.nanobanana.spring.ai.image.PictureDownloader;
import io.github.nanobanana.spring.ai.relay.RelayClient;
import io.github.nanobanana.spring.ai.relay.RelayLimits;

/**
 * Collects what a {@link NanoBananaImageModel} needs: an address and a key, or several
 * endpoints.
 */
public final class NanoBananaImageModelBuilder {

	/** The name of the endpoint that {@link #baseUrl} and {@link #apiKey} describe. */
	public static final String DEFAULT_ENDPOINT = "default";

	/** As many keys can be fetched at once on a small machine. */
	private static final int LEAST_READERS = 12;

	/**
	 * Where answers are read and keys are fetched. Not the common elastic threads:
	 * callers who block all of those would wait for work that is queued behind
	 * themselves. Reading is work for processors, so more threads would only take turns.
	 */
	private static final Scheduler WORKER = Schedulers.newBoundedElastic(
			Math.max(LEAST_READERS, 2 * Runtime.getRuntime().availableProcessors()),
			Schedulers.DEFAULT_BOUNDED_ELASTIC_QUEUESIZE, "nanobanana", 60, true);

	private final List<NanoBananaEndpoint> endpoints = new ArrayList<>();

	private NanoBananaEndpoint.@Nullable Builder single;

	NanoBananaImageOptions defaultOptions = NanoBananaImageOptions.builder().build();

	ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	@Nullable ImageModelObservationConvention observationConvention;

	private RelayLimits limits = RelayLimits.defaults();

	private Scheduler timer = Schedulers.parallel();

	NanoBananaImageModelBuilder() {
	}

	/**
	 * The address of the one relay to call.
	 * @param baseUrl with or without {@code /v1}, a trailing slash or the rest of the
	 * path
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder baseUrl(String baseUrl) {
		single().baseUrl(baseUrl);
		return this;
	}

	/**
	 * The key of the one relay to call.
	 * @param apiKey the key from the relay's console
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder apiKey(String apiKey) {
		single().apiKey(apiKey);
		return this;
	}

	/**
	 * The key of the one relay to call, asked for anew at every call.
	 * @param apiKey gives the key
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder apiKey(ApiKey apiKey) {
		single().apiKey(apiKey);
		return this;
	}

	private NanoBananaEndpoint.Builder single() {
		NanoBananaEndpoint.Builder builder = this.single;
		if (builder == null) {
			builder = NanoBananaEndpoint.builder(DEFAULT_ENDPOINT);
			this.single = builder;
		}
		return builder;
	}

	/**
	 * One more endpoint.
	 * @param endpoint an endpoint with a name of its own
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder endpoint(NanoBananaEndpoint endpoint) {
		this.endpoints.add(endpoint);
		return this;
	}

	/**
	 * More endpoints, in the order of preference.
	 * @param endpoints endpoints with names of their own
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder endpoints(Collection<NanoBananaEndpoint> endpoints) {
		this.endpoints.addAll(endpoints);
		return this;
	}

	/**
	 * The options that hold where a prompt sets none.
	 * @param defaultOptions any part of the options
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder defaultOptions(NanoBananaImageOptions defaultOptions) {
		this.defaultOptions = defaultOptions;
		return this;
	}

	/**
	 * Where Spring AI's image observation is recorded.
	 * @param observationRegistry the application's registry
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
		return this;
	}

	/**
	 * How the image observation is named and tagged.
	 * @param observationConvention a convention in place of Spring AI's own
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder observationConvention(ImageModelObservationConvention observationConvention) {
		this.observationConvention = observationConvention;
		return this;
	}

	/**
	 * The largest answer that is read from a relay; the largest picture is three quarters
	 * of it.
	 * @param bytes 64 MiB by default
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder maxResponseSize(long bytes) {
		this.limits = RelayLimits.defaults().withMaxResponseBytes(bytes);
		return this;
	}

	Scheduler worker() {
		return WORKER;
	}

	Scheduler timer() {
		return this.timer;
	}

	NanoBananaImageModelBuilder timer(Scheduler timer) {
		this.timer = timer;
		return this;
	}

	/**
	 * Makes the model.
	 * @return the model, to be closed when it is no longer needed
	 * @throws IllegalArgumentException if no endpoint is described, or one of them is not
	 * whole, with a sentence that says what to set
	 */
	public NanoBananaImageModel build() {
		List<NanoBananaEndpoint> all = new ArrayList<>();
		if (this.single != null) {
			all.add(this.single.build());
		}
		all.addAll(this.endpoints);
		if (all.isEmpty()) {
			throw new IllegalArgumentException("No relay is configured: set baseUrl and apiKey to those of your relay, "
					+ "or add an endpoint; no relay is assumed.");
		}
		List<RelayClient> clients = all.stream()
			.map((endpoint) -> new RelayClient(endpoint.target(), this.limits, this.timer, WORKER))
			.toList();
		PictureDownloader downloader = PictureDownloader.builder()
			.maxBytes(this.limits.maxPictureBytes())
			.scheduler(this.timer)
			.worker(WORKER)
			.build();
		return new NanoBananaImageModel(new FailoverClient(clients, this.timer),
				all.stream().collect(Collectors.toMap(NanoBananaEndpoint::getName, Function.identity())), downloader,
				this);
	}

}
