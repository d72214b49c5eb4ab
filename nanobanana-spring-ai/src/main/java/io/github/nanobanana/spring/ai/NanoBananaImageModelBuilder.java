package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.observation.ImageModelObservationConvention;
import org.springframework.ai.model.ApiKey;
import reactor.core.scheduler.Scheduler;

import io.github.nanobanana.spring.ai.endpoint.AdmissionSettings;
import io.github.nanobanana.spring.ai.endpoint.EndpointPool;
import io.github.nanobanana.spring.ai.endpoint.ProbeSettings;
import io.github.nanobanana.spring.ai.endpoint.StateListener;
import io.github.nanobanana.spring.ai.failover.FailoverSettings;
import io.github.nanobanana.spring.ai.image.PictureDownloader;
import io.github.nanobanana.spring.ai.image.PictureDownloaderBuilder;
import io.github.nanobanana.spring.ai.image.PictureStore;
import io.github.nanobanana.spring.ai.relay.RelayLimits;

/**
 * Collects what a {@link NanoBananaImageModel} needs: an address and a key, or several
 * endpoints.
 */
public final class NanoBananaImageModelBuilder {

	/** The name of the endpoint that {@link #baseUrl} and {@link #apiKey} describe. */
	public static final String DEFAULT_ENDPOINT = "default";

	/** The most pixels that pictures may be allowed to have. */
	public static final long MOST_PIXELS = 500_000_000;

	private final List<NanoBananaEndpoint> endpoints = new ArrayList<>();

	private NanoBananaEndpoint.@Nullable Builder single;

	NanoBananaImageOptions defaultOptions = NanoBananaImageOptions.builder().build();

	ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	@Nullable ImageModelObservationConvention observationConvention;

	private @Nullable PictureStore store;

	private long maxPixels = 150_000_000;

	private @Nullable PictureDelivery delivery;

	private Consumer<PictureDownloaderBuilder> downloads = (builder) -> {
	};

	private long maxResponseSize = RelayLimits.defaults().maxResponseBytes();

	private @Nullable Long maxPictureSize;

	private int maxHeaderSize = RelayLimits.defaults().maxHeaderBytes();

	private FailoverSettings failover = FailoverSettings.defaults();

	private StateListener endpointListener = StateListener.NONE;

	private final List<NanoBananaEndpointSource> sources = new ArrayList<>();

	private Duration shutdownTimeout = Duration.ofSeconds(30);

	private @Nullable Scheduler timer;

	private @Nullable PictureDownloader downloader;

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
	 * @param bytes at least 1024; 64 MiB by default
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder maxResponseSize(long bytes) {
		this.maxResponseSize = atLeast("maxResponseSize", bytes, 1024);
		return this;
	}

	/**
	 * The largest picture, from an answer or from a download.
	 * @param bytes at least 1024; three quarters of the largest answer by default
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder maxPictureSize(long bytes) {
		this.maxPictureSize = atLeast("maxPictureSize", bytes, 1024);
		return this;
	}

	/**
	 * The most pixels of a picture that is downloaded or brought to an exact size. A
	 * larger one that came as bytes is delivered with a note.
	 * @param pixels width times height, 1 to {@value #MOST_PIXELS}; 150 million by
	 * default
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder maxPixels(long pixels) {
		if (pixels > MOST_PIXELS) {
			throw new IllegalArgumentException("maxPixels must be at most " + MOST_PIXELS + ", not " + pixels);
		}
		this.maxPixels = atLeast("maxPixels", pixels, 1);
		return this;
	}

	/**
	 * The largest head of an answer, from a relay or from the host of a picture.
	 * @param bytes at least 1024; 64 KiB by default
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder maxHeaderSize(int bytes) {
		this.maxHeaderSize = (int) atLeast("maxHeaderSize", bytes, 1024);
		return this;
	}

	private static long atLeast(String name, long value, long least) {
		if (value < least) {
			throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
		}
		return value;
	}

	/**
	 * Where pictures are kept while they arrive. They are then written there and not held
	 * in memory, and those that come as an address are fetched at once, unless
	 * {@link PictureDelivery#AS_IS} is set.
	 * @param store the store, or {@code null} for none, as by default
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder store(@Nullable PictureStore store) {
		this.store = store;
		return this;
	}

	/**
	 * What happens to pictures that come as an address.
	 * @param delivery {@link PictureDelivery#ON_DEMAND} by default, and with a store
	 * {@link PictureDelivery#EAGER}
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder delivery(PictureDelivery delivery) {
		this.delivery = delivery;
		return this;
	}

	/**
	 * How pictures are fetched from their addresses: redirects, attempts, time, plain
	 * http, private addresses and more.
	 * @param downloads changes the settings of downloads; several are called in turn
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder downloads(Consumer<PictureDownloaderBuilder> downloads) {
		this.downloads = this.downloads.andThen(downloads);
		return this;
	}

	/**
	 * Endpoints that come and go while the model runs, in addition to those given here.
	 * @param source names the endpoints
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder endpointSource(NanoBananaEndpointSource source) {
		this.sources.add(source);
		return this;
	}

	/**
	 * How calls wait in line when every endpoint that is well is busy.
	 * @param admission 64 places and 60 s by default
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder admission(AdmissionSettings admission) {
		this.failover = this.failover.withAdmission(admission);
		return this;
	}

	/**
	 * When endpoints are probed between calls. A probe asks for the list of models and
	 * never makes a picture.
	 * @param probes every 30 s by default
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder probes(ProbeSettings probes) {
		this.failover = this.failover.withProbes(probes);
		return this;
	}

	/**
	 * Is told what happens to endpoints, after those that were given before.
	 * @param listener must be quick and must not throw
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder endpointListener(StateListener listener) {
		this.endpointListener = (this.endpointListener == StateListener.NONE) ? listener
				: this.endpointListener.andThen(listener);
		return this;
	}

	/**
	 * How long {@link NanoBananaImageModel#close()} waits for calls under way, which are
	 * paid for.
	 * @param shutdownTimeout 30 s by default, 0 to 1 hour
	 * @return this builder
	 */
	public NanoBananaImageModelBuilder shutdownTimeout(Duration shutdownTimeout) {
		if (shutdownTimeout.isNegative() || shutdownTimeout.compareTo(Duration.ofHours(1)) > 0) {
			throw new IllegalArgumentException(
					"The shutdown timeout is %s: use 0 to 1 hour.".formatted(shutdownTimeout));
		}
		this.shutdownTimeout = shutdownTimeout;
		return this;
	}

	NanoBananaImageModelBuilder timer(Scheduler timer) {
		this.timer = timer;
		return this;
	}

	NanoBananaImageModelBuilder downloader(PictureDownloader downloader) {
		this.downloader = downloader;
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
		if (all.isEmpty() && this.sources.isEmpty()) {
			throw new IllegalArgumentException("No relay is configured: set baseUrl and apiKey to those of your relay, "
					+ "or add an endpoint; no relay is assumed.");
		}
		EndpointPool.requireDistinct(all.stream().map(NanoBananaEndpoint::getName).toList());
		RelayLimits limits = limits();
		return new NanoBananaImageModel(new PictureEngineSettings(all, this.sources, limits, this.failover,
				downloads(limits), this.downloader, this.store, delivery(), this.maxPixels, this.shutdownTimeout,
				this.timer, this.endpointListener, this.observationRegistry), this);
	}

	private PictureDelivery delivery() {
		PictureDelivery wanted = (this.delivery != null) ? this.delivery : PictureDelivery.ON_DEMAND;
		return (this.store != null && wanted == PictureDelivery.ON_DEMAND) ? PictureDelivery.EAGER : wanted;
	}

	private PictureDownloaderBuilder downloads(RelayLimits limits) {
		PictureDownloaderBuilder builder = PictureDownloader.builder()
			.maxBytes(limits.maxPictureBytes())
			.maxHeaderSize(limits.maxHeaderBytes())
			.maxPixels(this.maxPixels);
		this.downloads.accept(builder);
		return builder.check();
	}

	private RelayLimits limits() {
		RelayLimits limits = RelayLimits.defaults()
			.withMaxResponseBytes(this.maxResponseSize)
			.withMaxHeaderBytes(this.maxHeaderSize);
		return (this.maxPictureSize != null) ? limits.withMaxPictureBytes(this.maxPictureSize) : limits;
	}

}
