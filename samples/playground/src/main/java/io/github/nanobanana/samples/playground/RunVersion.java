package io.github.nanobanana.samples.playground;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

import io.github.nanobanana.samples.playground.RunView.AttemptView;
import io.github.nanobanana.samples.playground.RunView.VersionView;
import io.github.nanobanana.spring.ai.observation.AttemptObservationContext;

/**
 * One version of a run. What happens after its end changes nothing any more, but for a
 * picture that arrives: it is paid for, and is shown. The lock of the run guards it.
 */
final class RunVersion {

	private final int index;

	private final Run run;

	private final Disposable.Swap call = Disposables.swap();

	private final List<AttemptView> attempts = new ArrayList<>();

	private VersionState state = VersionState.QUEUED;

	private Instant since = Instant.now();

	private @Nullable Instant ended;

	private @Nullable PictureView picture;

	private @Nullable FailureView failure;

	private List<String> notes = List.of();

	RunVersion(int index, Run run) {
		this.index = index;
		this.run = run;
	}

	int index() {
		return this.index;
	}

	void startedAs(Disposable call) {
		this.call.replace(call);
	}

	/**
	 * Ends the subscription, which closes the connection to the relay. What the relay has
	 * delivered is paid for and goes on into the store.
	 */
	void cancel() {
		this.run.change(() -> {
			if (this.state != VersionState.KEEPING) {
				end(VersionState.CANCELLED);
			}
		});
		if (isCancelled()) {
			this.call.dispose();
		}
	}

	private boolean isCancelled() {
		synchronized (this.run) {
			return this.state == VersionState.CANCELLED;
		}
	}

	void attemptBegun(AttemptObservationContext attempt) {
		this.run.change(() -> {
			this.attempts.add(AttemptView.begun(attempt.getEndpoint(), attempt.isTrial()));
			move(VersionState.SENT);
		});
	}

	void attemptEnded(AttemptObservationContext attempt) {
		Throwable error = attempt.getError();
		FailureView why = (error != null) ? FailureView.of(error) : null;
		this.run.change(() -> {
			int last = this.attempts.size() - 1;
			this.attempts.set(last, this.attempts.get(last).ended(attempt.getOutcome(), why));
			boolean delivered = attempt.getOutcome().equals(AttemptObservationContext.DELIVERED);
			move(delivered ? VersionState.KEEPING : VersionState.QUEUED);
		});
	}

	void arrived(PictureView picture, List<String> notes) {
		this.run.change(() -> {
			this.picture = picture;
			this.notes = notes;
			this.state = VersionState.DONE;
			this.since = Instant.now();
			this.ended = this.since;
		});
	}

	boolean shows(String id) {
		synchronized (this.run) {
			return this.picture != null && this.picture.id().equals(id);
		}
	}

	void pictureDeleted() {
		this.run.change(() -> this.picture = null);
	}

	void failed(FailureView failure) {
		this.run.change(() -> {
			if (!this.state.isEnd()) {
				this.failure = failure;
				end(VersionState.FAILED);
			}
		});
	}

	private void end(VersionState next) {
		if (!this.state.isEnd()) {
			move(next);
			this.ended = this.since;
		}
	}

	private void move(VersionState next) {
		if (!this.state.isEnd() && this.state != next) {
			this.state = next;
			this.since = Instant.now();
		}
	}

	boolean hasEnded() {
		return this.state.isEnd();
	}

	VersionView view() {
		Long end = (this.ended != null) ? this.ended.toEpochMilli() : null;
		return new VersionView(this.index, this.state, this.since.toEpochMilli(), end, this.attempts, this.picture,
				this.failure, this.notes);
	}

	@Override
	public String toString() {
		return "RunVersion[" + this.index + " of " + this.run.id() + ", " + this.state + "]";
	}

}
