package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.List;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.github.nanobanana.spring.ai.endpoint.StateListener;
import io.github.nanobanana.spring.ai.failover.FailoverSettings;
import io.github.nanobanana.spring.ai.image.PictureDownloader;
import io.github.nanobanana.spring.ai.image.PictureDownloaderBuilder;
import io.github.nanobanana.spring.ai.image.PictureStore;
import io.github.nanobanana.spring.ai.relay.RelayLimits;

/**
 * What a {@link PictureEngine} is made from, checked, and unchanged by what its builder
 * is used for afterwards.
 *
 * @param endpoints the configured endpoints, with distinct names
 * @param sources where further endpoints come from
 * @param limits how much an answer may hold
 * @param failover how calls wait and how endpoints are watched
 * @param downloads makes the downloader of pictures that come as an address
 * @param downloader a downloader in its place, or {@code null}
 * @param store where pictures are kept, or {@code null}
 * @param delivery when pictures that come as an address are fetched
 * @param maxPixels the most pixels that are fitted
 * @param shutdownTimeout how long closing waits for calls that are paid for
 * @param givenTimer clock and timer, or {@code null} for Reactor's
 * @param endpointListener is told what happens to endpoints
 * @param observationRegistry where attempts are recorded
 */
record PictureEngineSettings(List<NanoBananaEndpoint> endpoints, List<NanoBananaEndpointSource> sources,
		RelayLimits limits, FailoverSettings failover, PictureDownloaderBuilder downloads,
		@Nullable PictureDownloader downloader, @Nullable PictureStore store, PictureDelivery delivery, long maxPixels,
		Duration shutdownTimeout, @Nullable Scheduler givenTimer, StateListener endpointListener,
		ObservationRegistry observationRegistry) {

	PictureEngineSettings {
		endpoints = List.copyOf(endpoints);
		sources = List.copyOf(sources);
	}

	Scheduler timer() {
		return (this.givenTimer != null) ? this.givenTimer : Schedulers.parallel();
	}

}
