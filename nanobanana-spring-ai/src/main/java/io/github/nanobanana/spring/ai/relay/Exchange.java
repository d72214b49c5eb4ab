package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

import io.github.nanobanana.spring.ai.image.BodyReading;
import io.github.nanobanana.spring.ai.image.CallerThread;
import io.github.nanobanana.spring.ai.image.PictureException;
import io.github.nanobanana.spring.ai.image.PictureTooLargeException;
import io.github.nanobanana.spring.ai.relay.Evidence.BodyForm;
import io.github.nanobanana.spring.ai.relay.Evidence.Moment;

/**
 * One call under way: it remembers how far the call has come, so that whatever ends it
 * can be judged.
 */
final class Exchange {

	private static final List<String> REQUEST_ID_HEADERS = List.of("x-oneapi-request-id", "x-request-id", "request-id",
			"cf-ray");

	private final RelayEndpoint endpoint;

	private final ImageCall call;

	private final Duration timeLeft;

	private final RelayLimits limits;

	private final Scheduler timer;

	private final Scheduler worker;

	private final long begun;

	/** Whether this is a look at a task and not the call itself. */
	private final boolean looking;

	private final Runnable sent;

	/** Completes when the time of the call is over. */
	private final Sinks.Empty<Void> over;

	private final AtomicReference<Moment> moment = new AtomicReference<>(Moment.FETCHING_KEY);

	private volatile @Nullable String key;

	private volatile @Nullable Head head;

	/** Of a look at a task: the answer to the call that was submitted. */
	private volatile @Nullable Head submission;

	Exchange(RelayEndpoint endpoint, ImageCall call, Duration timeLeft, RelayLimits limits, Scheduler timer,
			Scheduler worker, Runnable sent) {
		this(endpoint, call, timeLeft, limits, timer, worker, timer.now(TimeUnit.NANOSECONDS), false, sent,
				Sinks.empty());
	}

	private Exchange(RelayEndpoint endpoint, ImageCall call, Duration timeLeft, RelayLimits limits, Scheduler timer,
			Scheduler worker, long begun, boolean looking, Runnable sent, Sinks.Empty<Void> over) {
		this.endpoint = endpoint;
		this.call = call;
		this.timeLeft = timeLeft;
		this.limits = limits;
		this.timer = timer;
		this.worker = worker;
		this.begun = begun;
		this.looking = looking;
		this.sent = sent;
		this.over = over;
	}

	/** Asks for the key and the current headers; may block. */
	Access access() {
		Access fetched = Access.to(this.endpoint);
		this.key = fetched.key();
		return fetched;
	}

	/** Has the request written, which fails if a field is nothing that can be sent. */
	WireRequest write() {
		this.moment.compareAndSet(Moment.FETCHING_KEY, Moment.WRITING);
		WireRequest request = this.endpoint.dialect().write(this.call);
		this.moment.compareAndSet(Moment.WRITING, Moment.BEFORE_SENDING);
		return request;
	}

	/** Names the call to a relay that takes repeated names for one call. */
	void identify(HttpHeaders headers) {
		String header = this.endpoint.idempotencyHeader();
		if (header != null) {
			headers.set(header, this.call.id());
		}
	}

	/**
	 * A look at the task that this call was answered with.
	 * @return an exchange of its own, with the last key and the same end
	 */
	Exchange look() {
		this.moment.set(Moment.IN_TASK);
		Exchange look = new Exchange(this.endpoint, this.call, this.timeLeft, this.limits, this.timer, this.worker,
				this.begun, true, this.sent, this.over);
		look.key = this.key;
		look.submission = this.head;
		look.moment.set(Moment.SENT);
		return look;
	}

	/**
	 * The time is over and the task is not.
	 */
	RelayException notDone(RelayTask task) {
		return exception(FailureKind.NO_ANSWER, ErrorBody.NONE, "its task " + task.id() + " is still at work", null);
	}

	/**
	 * Called just before the first byte is written, and the only way past that point: a
	 * call that was already given up is not sent any more.
	 * @return whether the request may be sent
	 */
	boolean begin() {
		return this.moment.compareAndSet(Moment.BEFORE_SENDING, Moment.SENDING);
	}

	/**
	 * Called just before the last part of the request is handed over, and the only way
	 * past that point: the request of a call that was already judged never becomes whole.
	 * @return whether the last part may be sent
	 */
	boolean finish() {
		if (this.moment.get() != Moment.SENDING) {
			return false;
		}
		// Before the fact: a call that is given up just now is better taken for a charged
		// one than for a free one.
		this.sent.run();
		return this.moment.compareAndSet(Moment.SENDING, Moment.SENT);
	}

	/**
	 * Gives the call up for good, unless it was sent: {@link #begin()} and
	 * {@link #finish()} fail from here on.
	 * @return how far the call had come
	 */
	Moment giveUp() {
		return this.moment.getAndUpdate((now) -> now.isBeforeSent() ? Moment.GIVEN_UP : now);
	}

	/**
	 * Reads the answer. Whatever is thrown here must become a signal: Reactor Netty gives
	 * a connection back only when the publisher it was handed has ended.
	 */
	Publisher<Reply> receive(HttpClientResponse response, ByteBufFlux content) {
		return Mono.deferContextual((view) -> read(response, content, CallerThread.of(view, this.worker)));
	}

	private Mono<Reply> read(HttpClientResponse response, ByteBufFlux content, Scheduler reader) {
		Head received = new Head(response.status().code(), response.responseHeaders());
		this.head = received;
		this.moment.set(Moment.IN_BODY);
		Body body = new Body(this.limits, received, this.call.intake());
		return BodyReading.of(content, body::take, reader, timeOver())
			.then(Mono.fromCallable(() -> reply(received, body)))
			.onErrorResume((broken) -> isWhole(body, broken), (broken) -> Mono.just(reply(received, body)));
	}

	/**
	 * A document that is whole is an answer, even if the connection broke or the time ran
	 * out behind it: relays announce wrong lengths and forget the last chunk.
	 */
	private static boolean isWhole(Body body, Throwable broken) {
		return !(broken instanceof RelayException) && body.document() != null;
	}

	/** Starts the one timer of the call, which whoever starts it must dispose of. */
	Disposable startTimer() {
		return this.timer.schedule(this.over::tryEmitEmpty, this.timeLeft.toNanos(), TimeUnit.NANOSECONDS);
	}

	/** Completes when the time of the call is over. */
	Mono<Void> timeOver() {
		return this.over.asMono();
	}

	/**
	 * Completes when the time of the call is over before the head of an answer has
	 * arrived. From the head on the body is timed where it is read, so that an answer
	 * that has wholly arrived is not lost while it is parsed.
	 */
	Mono<Void> timeOverWithoutHead() {
		return timeOver().then(Mono.defer(() -> (this.head == null) ? Mono.empty() : Mono.never()));
	}

	private Reply reply(Head received, Body body) {
		AnswerDocument document = body.document();
		ErrorBody error = (document != null) ? ErrorBody.find(document.root()) : null;
		if (document == null || !received.successful()) {
			throw failed(received, body.form(), (error != null) ? error : ErrorBody.NONE, body.words());
		}
		RelayAnswer answer = read(document);
		if (!answer.pictures().isEmpty()) {
			String named = requestId(received);
			String requestId = (named != null) ? named : answer.requestId();
			return new Reply(answer.withRequestId(Words.clean(requestId, this.key)), null, null);
		}
		RelayTask task = this.endpoint.dialect().task(document);
		if (task != null && task.state() == RelayTask.State.RUNNING && (this.looking || named(task))) {
			return new Reply(null, task, null);
		}
		if (task != null && task.state() == RelayTask.State.FAILED) {
			FailureKind kind = FailureClassifier.ofTask(task.reason());
			return new Reply(null, null, exception(kind, ErrorBody.NONE, task.reason(), null));
		}
		if (error != null) {
			throw failed(received, BodyForm.JSON, error, answer.text());
		}
		if (this.looking ? task == null : named(task)) {
			return stillOpen(task);
		}
		FailureKind kind = (answer.text() != null) ? FailureKind.PICTURE_REFUSED : FailureKind.NO_PICTURE;
		return new Reply(null, null, exception(kind, ErrorBody.NONE, answer.text(), null));
	}

	/**
	 * A submission that succeeded is a task to look at, and a look that tells of no task
	 * tells nothing.
	 */
	private Reply stillOpen(@Nullable RelayTask submitted) {
		if (submitted == null) {
			throw exception(FailureKind.ANSWER_UNREADABLE, ErrorBody.NONE, "the answer tells of no task", null);
		}
		return new Reply(null, submitted, null);
	}

	private static boolean named(@Nullable RelayTask task) {
		return task != null && !task.id().isEmpty();
	}

	private RelayAnswer read(AnswerDocument document) {
		try {
			return this.endpoint.dialect().read(document);
		}
		catch (PictureTooLargeException ex) {
			throw exception(FailureKind.ANSWER_TOO_LARGE, ErrorBody.NONE, ex.getMessage(), ex);
		}
		catch (PictureException ex) {
			throw exception(FailureKind.ANSWER_UNREADABLE, ErrorBody.NONE, ex.getMessage(), ex);
		}
	}

	private RelayException failed(Head received, BodyForm form, ErrorBody error, @Nullable String words) {
		String said = error.message().isEmpty() ? words : error.message();
		String location = received.headers().get("location");
		if (received.status() >= 300 && received.status() < 400 && location != null) {
			said = "redirects to " + location.replaceAll("[?#].*", "");
		}
		FailureKind kind = FailureClassifier
			.classify(new Evidence(Moment.ANSWERED, error.statusUnder(received.status()), form, error,
					received.headers().contains("retry-after"), elapsed()));
		return exception(kind, error, said, null);
	}

	private Evidence evidence(Moment at, @Nullable Head received) {
		return new Evidence(at, (received != null) ? received.status() : 0, BodyForm.OTHER, ErrorBody.NONE,
				received != null && received.headers().contains("retry-after"), elapsed());
	}

	/** Judges whatever ended the call. A call that was not sent yet is given up. */
	RelayException toRelayException(Throwable thrown) {
		if (thrown instanceof RelayException known) {
			return known;
		}
		Moment last = giveUp();
		return exception(kindOf(last, thrown), ErrorBody.NONE, Causes.inWords(thrown), thrown);
	}

	private FailureKind kindOf(Moment last, Throwable thrown) {
		if (thrown instanceof NotSpokenException) {
			return FailureKind.NOT_SPOKEN;
		}
		return (thrown instanceof UnreadableReferenceException) ? FailureKind.REFERENCE_UNREADABLE
				: FailureClassifier.classify(evidence(momentOf(last, thrown), this.head));
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

	private RelayException exception(FailureKind kind, ErrorBody error, @Nullable String words,
			@Nullable Throwable cause) {
		Head received = this.head;
		String code = error.code().isEmpty() ? null : Words.clean(error.code(), this.key, this.call.prompt());
		String requestId = requestId(received);
		if (requestId == null && words != null) {
			requestId = Words.requestId(words);
		}
		RelayFailure failure = new RelayFailure(kind, this.endpoint.id(), this.endpoint.baseUrl().toString(),
				this.endpoint.endpoint().failedCalls(), this.call.id(), Words.clean(requestId, this.key),
				(received != null) ? received.status() : 0, code, Words.clean(words, this.key, this.call.prompt()),
				elapsed(), (received != null) ? RetryAfter.read(received.headers(), now()) : null,
				received != null && "false".equalsIgnoreCase(received.headers().get("x-should-retry")));
		return RelayException.of(failure, cause);
	}

	/**
	 * The relay's name for the call. A look at a task has one of its own, but what stands
	 * in the relay's call log with a price is the submission.
	 */
	private @Nullable String requestId(@Nullable Head received) {
		Head named = (this.submission != null) ? this.submission : received;
		return (named != null) ? named.requestId() : null;
	}

	private Instant now() {
		return Instant.ofEpochMilli(this.timer.now(TimeUnit.MILLISECONDS));
	}

	private Duration elapsed() {
		return Duration.ofNanos(this.timer.now(TimeUnit.NANOSECONDS) - this.begun);
	}

	/**
	 * What came of an answer that was read whole: one of the three.
	 *
	 * @param answer an answer with at least one picture, or {@code null}
	 * @param task the task that is at work, or {@code null}
	 * @param failure why there is and will be no picture, or {@code null}
	 */
	record Reply(@Nullable RelayAnswer answer, @Nullable RelayTask task, @Nullable RelayException failure) {

	}

	/**
	 * The head of an answer.
	 *
	 * @param status the HTTP status
	 * @param headers the headers
	 */
	record Head(int status, HttpHeaders headers) {

		/** In digits: as many as any number of bytes can have. */
		private static final int LONGEST_LENGTH = 18;

		boolean successful() {
			return this.status >= 200 && this.status < 300;
		}

		boolean isHtml() {
			String type = this.headers.get("content-type", "").toLowerCase(Locale.ROOT);
			return type.contains("text/html") || type.contains("application/xhtml");
		}

		long contentLength() {
			String length = this.headers.get("content-length", "").strip();
			boolean number = !length.isEmpty() && length.length() <= LONGEST_LENGTH
					&& length.chars().allMatch((digit) -> digit >= '0' && digit <= '9');
			return number ? Long.parseLong(length) : -1;
		}

		@Nullable String requestId() {
			for (String name : REQUEST_ID_HEADERS) {
				String value = this.headers.get(name);
				if (value != null && !value.isBlank()) {
					return value.strip();
				}
			}
			return null;
		}

	}

}
