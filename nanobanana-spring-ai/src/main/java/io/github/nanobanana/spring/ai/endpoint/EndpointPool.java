package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The endpoints of one model and the choice among them. An endpoint that fails repeatedly
 * is ejected for a while and comes back through one trial call; one that asks to be left
 * alone is left alone; one whose key was rejected waits together with the others of its
 * account. When all that are well are busy, calls wait in one line; when none is well,
 * callers are told at once, and now and then a call finds out who is back.
 * <p>
 * Endpoints may be added, removed, changed and taken out of service at any time. Knows
 * neither HTTP nor pictures; time and chance are given to it. Safe for use by many
 * threads.
 */
public final class EndpointPool {

	private final Scheduler timer;

	private final StateListener listener;

	private final TypicalTimes times = new TypicalTimes();

	private final RetryBudget budget;

	private final Roster roster;

	private final Judge judge;

	private final Dispatcher dispatcher;

	private final WaitingLine line;

	private final Afterwards afterwards = new Afterwards();

	private final Sinks.Empty<Void> idle = Sinks.empty();

	private long underWay;

	private long turnedAway;

	private @Nullable Disposable wakeUp;

	private long wakeUpAt;

	private boolean closed;

	/**
	 * A pool over the given endpoints.
	 * @param endpoints endpoints with distinct names, in the order of preference; may be
	 * empty
	 * @param admission bounds of the line
	 * @param timer clock, which only moves forward, and timer
	 * @param random spreads the ends of rests; guarded by the pool's lock
	 * @param listener is told what happens to endpoints from now on
	 */
	public EndpointPool(List<Endpoint> endpoints, AdmissionSettings admission, Scheduler timer, Random random,
			StateListener listener) {
		this.timer = timer;
		this.listener = listener;
		this.budget = new RetryBudget(now());
		this.roster = new Roster(random, this::tell);
		this.judge = new Judge(this.times, this.budget, this::tell);
		this.dispatcher = new Dispatcher(this.roster, this.times, this.budget, this::tell, this::settle);
		this.line = new WaitingLine(admission);
		this.roster.begin(endpoints, now());
	}

	/**
	 * Refuses names that a pool would refuse.
	 * @param ids the names of endpoints
	 * @throws IllegalArgumentException if two are the same
	 */
	public static void requireDistinct(List<String> ids) {
		Roster.requireDistinct(ids);
	}

	/**
	 * Leases the best endpoint for a call, waiting in line while those that are well have
	 * no room. The first attempt of a call is sent to an endpoint whose trial is due;
	 * further attempts spend one token of the retry budget each and are refused when the
	 * time left is less than such a call typically takes.
	 * @param request what the call is and what it has tried
	 * @return a lease to settle, or the reasons why there is none; never an error. Each
	 * subscription asks anew. Cancelling leaves the line, and gives a lease back that was
	 * handed over already
	 */
	public Mono<LeaseAnswer> lease(LeaseRequest request) {
		return new Mono<>() {

			@Override
			public void subscribe(CoreSubscriber<? super LeaseAnswer> caller) {
				caller.onSubscribe(new Waiter(EndpointPool.this, request, caller));
			}

		};
	}

	void enter(Waiter waiter) {
		synchronized (this) {
			long now = now();
			serve(now);
			LeaseAnswer answer = answer(waiter.request(), now);
			if (answer instanceof NoLease none && none.why() == NoLease.Why.NOTHING_USABLE) {
				answer = join(none, waiter, now);
			}
			if (answer != null) {
				hand(waiter, answer);
			}
		}
		this.afterwards.run();
	}

	/** Returns {@code null} for a call that waits from now on. */
	private @Nullable LeaseAnswer join(NoLease none, Waiter waiter, long now) {
		LeaseRequest request = waiter.request();
		long median = this.times.median(request.profile());
		Duration bound = this.line.bound(request, median);
		if (!none.isWorthWaiting(bound)) {
			return none;
		}
		if (this.line.isFull()) {
			return none.because(NoLease.Why.LINE_FULL);
		}
		if (this.line.isHopeless(bound, median, this.dispatcher.slots(request, now))) {
			return none.because(NoLease.Why.WAIT_TOO_LONG);
		}
		if (!waiter.isCancelled()) {
			waiter.waits(now, bound);
			this.line.add(waiter);
			serve(now);
		}
		return null;
	}

	synchronized void leave(Waiter waiter) {
		this.line.remove(waiter);
	}

	/**
	 * Leases the best endpoint for a call without waiting. Those that wait in line are
	 * served before.
	 * @param request what the call is and what it has tried
	 * @return a lease to settle, or the reasons why there is none
	 */
	public LeaseAnswer leaseNow(LeaseRequest request) {
		LeaseAnswer answer;
		synchronized (this) {
			long now = now();
			serve(now);
			answer = answer(request, now);
			count(answer);
		}
		this.afterwards.run();
		return answer;
	}

	private LeaseAnswer answer(LeaseRequest request, long now) {
		return this.closed ? new NoLease(NoLease.Why.CLOSED, List.of(), Duration.ZERO)
				: this.dispatcher.answer(request, now);
	}

	private void count(LeaseAnswer answer) {
		if (answer instanceof NoLease) {
			this.turnedAway++;
		}
		else {
			this.underWay++;
		}
	}

	private void hand(Waiter waiter, LeaseAnswer answer) {
		count(answer);
		this.afterwards.add(() -> waiter.answer(answer));
	}

	/** Offers those in line what there is, and sets the clock for the next look. */
	private void serve(long now) {
		if (this.line.size() == 0) {
			return;
		}
		Duration next = this.line.serve(now, (request) -> answer(request, now), this::hand);
		Disposable set = this.wakeUp;
		long at = now + next.toNanos();
		if (this.line.size() > 0 && (set == null || at - this.wakeUpAt < 0)) {
			if (set != null) {
				set.dispose();
			}
			this.wakeUpAt = at;
			this.wakeUp = this.timer.schedule(this::wakeUp, next.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	private void wakeUp() {
		synchronized (this) {
			this.wakeUp = null;
			serve(now());
		}
		this.afterwards.run();
	}

	private void settle(Settlement settlement) {
		synchronized (this) {
			long now = now();
			this.judge.settle(settlement, now);
			this.underWay--;
			this.roster.drained(settlement.lease().state());
			finish();
			serve(now);
		}
		this.afterwards.run();
	}

	/**
	 * What a probe of an endpoint found out.
	 * @param endpoint the endpoint as it was when the probe was sent; if another address
	 * or key has its name now, the result is ignored
	 * @param result what was found
	 */
	public void probed(Endpoint endpoint, ProbeResult result) {
		synchronized (this) {
			long now = now();
			EndpointState state = this.roster.find(endpoint.id());
			if (state != null && state.endpoint().identity().equals(endpoint.identity())) {
				this.judge.probed(state, result, now);
				serve(now);
			}
		}
		this.afterwards.run();
	}

	/**
	 * The endpoint of a name, if a probe of it would tell anything new: not while it is
	 * disabled, and not shortly after it delivered.
	 * @param id the name
	 * @return the wish for a probe, which says too when to ask again
	 */
	synchronized ProbeWish probeWish(String id) {
		EndpointState state = this.roster.find(id);
		return (state != null) ? ProbeWish.of(state, now()) : ProbeWish.NEVER;
	}

	/**
	 * Replaces the endpoints. One whose name and identity stay keeps its state and its
	 * calls; one that is gone gets no new calls, and those under way end.
	 * @param endpoints endpoints with distinct names, in the order of preference; may be
	 * empty
	 * @throws IllegalArgumentException if two share a name; nothing is changed then
	 */
	public void update(List<Endpoint> endpoints) {
		change(() -> this.roster.update(endpoints, now()));
	}

	/**
	 * Takes an endpoint out of service, its probes too. Calls under way end.
	 * @param id the name of the endpoint
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public void disable(String id) {
		change(() -> this.roster.order(id, Duty.OFF));
	}

	/**
	 * Sends an endpoint no new calls and tells the listener when the last one has ended.
	 * @param id the name of the endpoint
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public void drain(String id) {
		change(() -> this.roster.order(id, Duty.DRAINING));
	}

	/**
	 * Puts an endpoint that was disabled or drained into service. What was learnt of it
	 * is still known.
	 * @param id the name of the endpoint
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public void enable(String id) {
		change(() -> this.roster.order(id, Duty.ON));
	}

	/**
	 * Refuses further calls, those in line too. Calls under way go on.
	 * @return completes when the last call under way has ended; subscribing is not needed
	 */
	public Mono<Void> close() {
		change(() -> {
			this.closed = true;
			finish();
		});
		return this.idle.asMono();
	}

	private void change(Runnable action) {
		synchronized (this) {
			action.run();
			serve(now());
		}
		this.afterwards.run();
	}

	private void finish() {
		if (this.closed && this.underWay == 0) {
			this.afterwards.add(this.idle::tryEmitEmpty);
		}
	}

	private void tell(StateChange change) {
		this.afterwards.add(() -> this.listener.changed(change));
	}

	private long now() {
		return this.timer.now(TimeUnit.NANOSECONDS);
	}

	/**
	 * The names of the endpoints, in the order of preference.
	 * @return the names
	 */
	public synchronized List<String> ids() {
		return this.roster.states().stream().map(EndpointState::id).toList();
	}

	/**
	 * The state of all endpoints at this moment.
	 * @return an immutable copy
	 */
	public synchronized PoolSnapshot snapshot() {
		long now = now();
		return new PoolSnapshot(this.roster.states().stream().map((state) -> state.snapshot(now, this.times)).toList(),
				this.budget.at(now), this.line.size(), this.dispatcher.failovers(), this.turnedAway);
	}

	@Override
	public synchronized String toString() {
		long now = now();
		return this.roster.states()
			.stream()
			.map((state) -> state.describe(now))
			.collect(Collectors.joining(", ", "EndpointPool[", "]"));
	}

}
