package io.github.nanobanana.spring.ai.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.nanobanana.spring.ai.endpoint.PoolSnapshot;

/**
 * Meters of the endpoints behind one image model, see
 * {@link NanoBananaMeterDocumentation}. They are read from snapshots of the pool, one for
 * each moment of a scrape, and cost a call nothing. Endpoints that are added or removed
 * while the model runs are noticed when meters are read: their meters come and go with
 * them. A count whose endpoint gets a new address or key goes on from what was read last.
 * May be bound to several registries; safe for use by many threads.
 */
public final class NanoBananaMeters implements MeterBinder {

	private final SnapshotView view;

	private final Iterable<Tag> tags;

	private final List<PoolMeters> bound = new CopyOnWriteArrayList<>();

	private final ReentrantLock following = new ReentrantLock();

	/**
	 * Meters of a pool.
	 * @param pool gives the pool at the moment, such as the snapshot of the model's
	 * endpoints
	 * @param tags are added to every meter; several models need tags that tell them apart
	 */
	public NanoBananaMeters(Supplier<PoolSnapshot> pool, Iterable<Tag> tags) {
		this(pool, tags, Clock.SYSTEM);
	}

	NanoBananaMeters(Supplier<PoolSnapshot> pool, Iterable<Tag> tags, Clock clock) {
		this.view = new SnapshotView(pool, clock);
		this.tags = tags;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		PoolMeters meters = new PoolMeters(registry, this::moment, this.tags);
		this.bound.add(meters);
		meters.register();
		follow(this.view.moment());
	}

	private SnapshotView.Moment moment() {
		SnapshotView.Moment moment = this.view.moment();
		follow(moment);
		return moment;
	}

	/** Whoever comes second need not wait: the first does the work of both. */
	private void follow(SnapshotView.Moment moment) {
		if (this.following.isHeldByCurrentThread() || !this.following.tryLock()) {
			return;
		}
		try {
			new ArrayList<>(this.bound).forEach((meters) -> meters.follow(moment.endpoints().keySet()));
		}
		finally {
			this.following.unlock();
		}
	}

	@Override
	public String toString() {
		return "NanoBananaMeters" + this.bound;
	}

}
