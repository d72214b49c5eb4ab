package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
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

	private final RelayEndpoint endpoint;

	private final ImageCall call;

	private final Duration timeLeft;

	private final RelayLimits limits;

	private final Scheduler timer;

	private final Scheduler worker;

	private final FailureReport report;

	/** Whether this is a look at a task and not the call itself. */
	private final boolean looking;

	private final Runnable sent;

	/** Completes when the time of the call is over. */
	private final Sinks.Empty<Void> over;

	private final AtomicReference<Moment> moment = new AtomicReference<>(Moment.FETCHING_KEY);

	Exchange(RelayEndpoint endpoint, ImageCall call, Duration timeLeft, RelayLimits limits, Scheduler timer,
			Scheduler worker, Runnable sent) {
		this(endpoint, call, timeLeft, limits, timer, worker, new FailureReport(endpoint, call, timer), false, sent,
				Sinks.empty());
	}

	private Exchange(RelayEndpoint endpoint, ImageCall call, Duration timeLeft, RelayLimits limits, Scheduler timer,
			Scheduler worker, FailureReport report, boolean looking, Runnable sent, Sinks.Empty<Void> over) {
		this.endpoint = endpoint;
		this.call = call;
		this.timeLeft = timeLeft;
		this.limits = limits;
		this.timer = timer;
		this.worker = worker;
		this.report = report;
		this.looking = looking;
		this.sent = sent;
		this.over = over;
	}

	/** Asks for the key and the current headers; may block. */
	Access access() {
		Access fetched = Access.to(this.endpoint);
		this.report.usesKey(fetched.key());
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
				this.report.look(), true, this.sent, this.over);
		look.moment.set(Moment.SENT);
		return look;
	}

	/**
	 * The time is over and the task is not.
	 */
	RelayException notDone(RelayTask task) {
		return this.report.of(FailureKind.NO_ANSWER, "its task " + task.id() + " is still at work", null);
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
		AnswerHead received = new AnswerHead(response.status().code(), response.responseHeaders());
		this.report.answered(received);
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
		return timeOver().then(Mono.defer(() -> this.report.isAnswered() ? Mono.never() : Mono.empty()));
	}

	private Reply reply(AnswerHead received, Body body) {
		AnswerDocument document = body.document();
		ErrorBody error = (document != null) ? ErrorBody.find(document.root()) : null;
		if (document == null || !received.successful()) {
			throw this.report.answer(body.form(), (error != null) ? error : ErrorBody.NONE, body.words());
		}
		RelayAnswer answer = read(document);
		if (!answer.pictures().isEmpty()) {
			return new Reply(answer.withRequestId(this.report.requestId(answer.requestId())), null, null);
		}
		RelayTask task = this.endpoint.dialect().task(document);
		if (task != null && task.state() == RelayTask.State.RUNNING && (this.looking || named(task))) {
			return new Reply(null, task, null);
		}
		if (task != null && task.state() == RelayTask.State.FAILED) {
			FailureKind kind = FailureClassifier.ofTask(task.reason());
			return new Reply(null, null, this.report.of(kind, task.reason(), null));
		}
		if (error != null) {
			throw this.report.answer(BodyForm.JSON, error, answer.text());
		}
		if (this.looking ? task == null : named(task)) {
			return stillOpen(task);
		}
		FailureKind kind = (answer.text() != null) ? FailureKind.PICTURE_REFUSED : FailureKind.NO_PICTURE;
		return new Reply(null, null, this.report.of(kind, answer.text(), null));
	}

	/**
	 * A submission that succeeded is a task to look at, and a look that tells of no task
	 * tells nothing.
	 */
	private Reply stillOpen(@Nullable RelayTask submitted) {
		if (submitted == null) {
			throw this.report.of(FailureKind.ANSWER_UNREADABLE, "the answer tells of no task", null);
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
			throw this.report.of(FailureKind.ANSWER_TOO_LARGE, ex.getMessage(), ex);
		}
		catch (PictureException ex) {
			throw this.report.of(FailureKind.ANSWER_UNREADABLE, ex.getMessage(), ex);
		}
	}

	/** Judges whatever ended the call. A call that was not sent yet is given up. */
	RelayException toRelayException(Throwable thrown) {
		if (thrown instanceof RelayException known) {
			return known;
		}
		return this.report.broken(giveUp(), thrown);
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

}
