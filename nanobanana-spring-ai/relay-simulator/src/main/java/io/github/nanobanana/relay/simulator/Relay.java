package io.github.nanobanana.relay.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The relay itself: its books, its misbehaviours, and the life of one request. */
final class Relay {

	// As new-api makes its ids: the time and eight characters more
	private static final DateTimeFormatter ID_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS")
		.withZone(ZoneOffset.UTC);

	private final Settings settings;

	private final Ledger ledger = new Ledger();

	private final Behaviours behaviours = new Behaviours();

	private final RequestLog requests = new RequestLog();

	private final PictureStore pictures;

	private final TaskBook tasks;

	private final Activity activity = new Activity();

	private final AtomicLong serial = new AtomicLong();

	private final Router router;

	private @Nullable HttpFront front;

	Relay(Settings settings) {
		this.settings = settings;
		this.pictures = new PictureStore(settings.sketches());
		this.tasks = new TaskBook(settings.taskPolls());
		this.router = new Router(this);
	}

	void start() {
		this.front = new HttpFront(this, this.settings.port());
	}

	/** Serve one request; the result ends when the answer is out, and never fails. */
	Mono<Void> serve(String method, String uri, Map<String, List<String>> headers, HttpFront.Received body,
			Function<Exchange, Stage> stages) {
		Instant now = this.settings.clock().instant();
		RecordedRequest request = new RecordedRequest(nextId(now), now, method, uri, headers, body.bytes());
		Exchange exchange = new Exchange(this, request);
		Stage stage = stages.apply(exchange);
		if (request.path().startsWith(AdminRoute.PREFIX)) {
			return stage.ordinary(this.router.begin(exchange));
		}
		this.activity.begin();
		this.requests.add(request);
		return Mono.defer(() -> answer(exchange, stage, body)).doFinally((signal) -> this.activity.end());
	}

	private Mono<Void> answer(Exchange exchange, Stage stage, HttpFront.Received body) {
		Work work = body.tooLarge() ? this.router.refuse(exchange, RelayError.tooLarge(this.settings.bodyLimit()))
				: this.router.begin(exchange);
		Misbehaviour misbehaviour = this.behaviours.onRequest(exchange);
		Mono<Void> played = (misbehaviour == null) ? stage.ordinary(work) : misbehave(misbehaviour, stage, work);
		return played.doOnError((ex) -> work.lost()).doOnCancel(work::lost);
	}

	private Mono<Void> misbehave(Misbehaviour misbehaviour, Stage stage, Work work) {
		Fault fault = misbehaviour.fault();
		boolean charged = misbehaviour.isCharged(this.settings.failedCallsFree());
		return stage.pause(misbehaviour.conditions().delay()).then(Mono.defer(() -> {
			if (!fault.delivers() || !charged) {
				work.settle(charged, misbehaviour.toString());
			}
			return fault.play(stage, work);
		}));
	}

	private String nextId(Instant now) {
		String suffix = Long.toString(this.serial.incrementAndGet() + 0x1000000L, 36);
		return ID_TIME.format(now) + "00000000".substring(Math.min(8, suffix.length())) + suffix;
	}

	Settings settings() {
		return this.settings;
	}

	Ledger ledger() {
		return this.ledger;
	}

	Behaviours behaviours() {
		return this.behaviours;
	}

	RequestLog requests() {
		return this.requests;
	}

	PictureStore pictures() {
		return this.pictures;
	}

	TaskBook tasks() {
		return this.tasks;
	}

	Activity activity() {
		return this.activity;
	}

	HttpFront front() {
		if (this.front == null) {
			throw new IllegalStateException("The relay has not started");
		}
		return this.front;
	}

	int port() {
		return front().port();
	}

	void enqueue(Misbehaviour misbehaviour) {
		if (misbehaviour.fault() instanceof Faults.Refuse) {
			throw new IllegalArgumentException("Refused connections cannot be counted: use always(..) instead");
		}
		this.behaviours.enqueue(misbehaviour);
	}

	void always(Misbehaviour misbehaviour) {
		if (misbehaviour.fault() instanceof Faults.Refuse refuse) {
			front().refuse();
			this.behaviours.struck(misbehaviour);
			if (refuse.duration() != null) {
				front().listenAfter(refuse.duration());
			}
			return;
		}
		this.behaviours.always(misbehaviour);
	}

	void behaveWell() {
		this.behaviours.clear();
		front().listen();
	}

	void reset() {
		behaveWell();
		this.behaviours.forgetStrikes();
		this.ledger.clear();
		this.requests.clear();
		this.tasks.clear();
	}

	@Override
	public String toString() {
		return "Relay[" + this.ledger + ", " + this.behaviours + "]";
	}

}
