package io.github.nanobanana.samples.playground;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A run at one moment, as pages are told it. Times are milliseconds of the epoch.
 *
 * @param id the run
 * @param revision grows with every change
 * @param created when it was asked for
 * @param order what was asked for
 * @param versions its versions, in the order of their seeds
 */
record RunView(String id, long revision, long created, RunOrder order, List<VersionView> versions) {

	RunView {
		versions = List.copyOf(versions);
	}

	/**
	 * One version.
	 *
	 * @param index its place, from 0 on
	 * @param state where it is
	 * @param since when it got there
	 * @param ended when it ended, or {@code null} while it has not
	 * @param attempts the endpoints that were asked, in order
	 * @param picture the picture, once it is here
	 * @param failure why there is none, once that is known
	 * @param notes what is to be said of the picture
	 */
	record VersionView(int index, VersionState state, long since, @Nullable Long ended, List<AttemptView> attempts,
			@Nullable PictureView picture, @Nullable FailureView failure, List<String> notes) {

		VersionView {
			attempts = List.copyOf(attempts);
			notes = List.copyOf(notes);
		}

	}

	/**
	 * One endpoint asked once.
	 *
	 * @param endpoint its name
	 * @param trial whether it finds out if an ejected endpoint is well again
	 * @param begun when it was asked
	 * @param ended when that ended, or {@code null} while it has not
	 * @param outcome how it ended, in the words of the observation
	 * @param failure why it brought no picture, or {@code null}
	 */
	record AttemptView(String endpoint, boolean trial, long begun, @Nullable Long ended, String outcome,
			@Nullable FailureView failure) {

		static AttemptView begun(String endpoint, boolean trial) {
			return new AttemptView(endpoint, trial, Instant.now().toEpochMilli(), null, "", null);
		}

		AttemptView ended(String outcome, @Nullable FailureView failure) {
			return new AttemptView(this.endpoint, this.trial, this.begun, Instant.now().toEpochMilli(), outcome,
					failure);
		}

	}

}
