package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

import io.github.nanobanana.spring.ai.image.PictureTooLargeException;
import io.github.nanobanana.spring.ai.relay.Evidence.BodyForm;
import io.github.nanobanana.spring.ai.relay.Evidence.Moment;

/**
 * What is known of one call by the time it fails, whichever way that is. From it the
 * failure is judged, and told in words that hold neither the key nor the prompt.
 */
final class FailureReport {

	private final RelayEndpoint endpoint;

	private final ImageCall call;

	private final Scheduler timer;

	private final long begun;

	/** Of a look at a task: the answer to the call that was submitted. */
	private final @Nullable AnswerHead submission;

	private volatile @Nullable String key;

	private volatile @Nullable AnswerHead head;

	/**
	 * A call that begins now.
	 */
	FailureReport(RelayEndpoint endpoint, ImageCall call, Scheduler timer) {
		this(endpoint, call, timer, timer.now(TimeUnit.NANOSECONDS), null);
	}

	private FailureReport(RelayEndpoint endpoint, ImageCall call, Scheduler timer, long begun,
			@Nullable AnswerHead submission) {
		this.endpoint = endpoint;
		this.call = call;
		this.timer = timer;
		this.begun = begun;
		this.submission = submission;
	}

	/** The report of a look at the task that this call was answered with. */
	FailureReport look() {
		FailureReport look = new FailureReport(this.endpoint, this.call, this.timer, this.begun, this.head);
		look.key = this.key;
		return look;
	}

	void usesKey(String key) {
		this.key = key;
	}

	void answered(AnswerHead head) {
		this.head = head;
	}

	boolean isAnswered() {
		return this.head != null;
	}

	/**
	 * The relay's name for the call. A look at a task has one of its own, but what stands
	 * in the relay's call log with a price is the submission.
	 * @param otherwise the name if no head tells one, or {@code null}
	 */
	@Nullable String requestId(@Nullable String otherwise) {
		AnswerHead named = (this.submission != null) ? this.submission : this.head;
		String told = (named != null) ? named.requestId() : null;
		return Words.clean((told != null) ? told : otherwise, this.key);
	}

	/**
	 * The call was answered, and not with a picture.
	 * @param form what kind of body the answer has
	 * @param error the error found in it, or {@link ErrorBody#NONE}
	 * @param words what it says if the error says nothing, or {@code null}
	 */
	RelayException answer(BodyForm form, ErrorBody error, @Nullable String words) {
		AnswerHead received = Objects.requireNonNull(this.head, "What was answered has a head.");
		String said = error.message().isEmpty() ? words : error.message();
		String location = received.headers().get("location");
		if (received.status() >= 300 && received.status() < 400 && location != null) {
			said = "redirects to " + location.replaceAll("[?#].*", "");
		}
		return exception(
				FailureClassifier
					.classify(evidence(Moment.ANSWERED, error.statusUnder(received.status()), form, error)),
				error, said, null);
	}

	/**
	 * The call broke off.
	 * @param last how far it had come
	 * @param thrown what ended it
	 */
	RelayException broken(Moment last, Throwable thrown) {
		return exception(kindOf(last, thrown), ErrorBody.NONE, Causes.inWords(thrown), thrown);
	}

	/**
	 * The call failed in a way that needs no judging.
	 * @param words why, or {@code null}
	 * @param cause what was thrown, or {@code null}
	 */
	RelayException of(FailureKind kind, @Nullable String words, @Nullable Throwable cause) {
		return exception(kind, ErrorBody.NONE, words, cause);
	}

	private FailureKind kindOf(Moment last, Throwable thrown) {
		if (thrown instanceof NotSpokenException) {
			return FailureKind.NOT_SPOKEN;
		}
		if (thrown instanceof UnreadableReferenceException) {
			return FailureKind.REFERENCE_UNREADABLE;
		}
		AnswerHead received = this.head;
		return FailureClassifier.classify(evidence(momentOf(last, thrown), (received != null) ? received.status() : 0,
				BodyForm.OTHER, ErrorBody.NONE));
	}

	private static Moment momentOf(Moment last, Throwable thrown) {
		if (thrown instanceof AnswerTooLargeException || thrown instanceof PictureTooLargeException) {
			return Moment.OVER_LIMIT;
		}
		if (Causes.isProxy(thrown)) {
			return Moment.BEFORE_SENDING;
		}
		boolean pool = thrown instanceof PoolAcquirePendingLimitException
				|| thrown instanceof PoolAcquireTimeoutException;
		return (pool && last.isBeforeSent()) ? Moment.WAITING_FOR_CONNECTION : last;
	}

	private Evidence evidence(Moment at, int status, BodyForm form, ErrorBody error) {
		AnswerHead received = this.head;
		return new Evidence(at, status, form, error, received != null && received.headers().contains("retry-after"),
				elapsed());
	}

	private RelayException exception(FailureKind kind, ErrorBody error, @Nullable String words,
			@Nullable Throwable cause) {
		AnswerHead received = this.head;
		String code = error.code().isEmpty() ? null : Words.clean(error.code(), this.key, this.call.prompt());
		RelayFailure failure = new RelayFailure(kind, this.endpoint.id(), this.endpoint.baseUrl().toString(),
				this.endpoint.endpoint().failedCalls(), this.call.id(),
				requestId((words != null) ? Words.requestId(words) : null), (received != null) ? received.status() : 0,
				code, Words.clean(words, this.key, this.call.prompt()), elapsed(),
				(received != null) ? RetryAfter.read(received.headers(), now()) : null,
				received != null && "false".equalsIgnoreCase(received.headers().get("x-should-retry")));
		return RelayException.of(failure, cause);
	}

	private Instant now() {
		return Instant.ofEpochMilli(this.timer.now(TimeUnit.MILLISECONDS));
	}

	private Duration elapsed() {
		return Duration.ofNanos(this.timer.now(TimeUnit.NANOSECONDS) - this.begun);
	}

	@Override
	public String toString() {
		return "FailureReport[%s, %s]".formatted(this.endpoint.id(), this.call.id());
	}

}
