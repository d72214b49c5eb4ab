package io.github.nanobanana.samples.playground;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.nanobanana.samples.playground.RunView.VersionView;

/**
 * One order of the page: some versions of a picture on their way, each a call of its own.
 * Goes on whether or not a page is open. Safe for use by many threads.
 */
final class Run {

	private final String id = UUID.randomUUID().toString();

	private final Instant created = Instant.now();

	private final RunOrder order;

	private final List<RunVersion> versions;

	private final Consumer<Run> listener;

	private long revision;

	Run(RunOrder order, Consumer<Run> listener) {
		this.order = order;
		this.listener = listener;
		this.versions = IntStream.range(0, order.count()).mapToObj((index) -> new RunVersion(index, this)).toList();
	}

	String id() {
		return this.id;
	}

	RunOrder order() {
		return this.order;
	}

	List<RunVersion> versions() {
		return this.versions;
	}

	/** Changes something of a version and tells who listens, outside of the lock. */
	void change(Runnable change) {
		synchronized (this) {
			this.revision++;
			change.run();
		}
		this.listener.accept(this);
	}

	synchronized RunView view() {
		List<VersionView> views = this.versions.stream().map(RunVersion::view).toList();
		return new RunView(this.id, this.revision, this.created.toEpochMilli(), this.order, views);
	}

	synchronized boolean hasEnded() {
		return this.versions.stream().allMatch(RunVersion::hasEnded);
	}

	@Override
	public String toString() {
		return "Run[" + this.id + ", " + this.order + "]";
	}

}
