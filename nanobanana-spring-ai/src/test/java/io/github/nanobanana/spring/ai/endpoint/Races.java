package io.github.nanobanana.spring.ai.endpoint;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * What may come out when two things happen to a pool at the same moment. Run by
 * {@link RaceTests}; everything that is not listed is forbidden.
 */
public final class Races {

	private Races() {
	}

	/** The answer came while the caller gave up. */
	@JCStressTest
	@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "settled once, as delivered")
	@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "settled once, as given up")
	@Outcome(expect = Expect.FORBIDDEN, desc = "settled twice, or a slot is lost")
	@State
	public static class SettleOrCancel {

		private final PoolFixture fixture = PoolFixture.of("a");

		private final Lease lease = this.fixture.lease();

		@Actor
		public void answered() {
			this.lease.succeeded();
		}

		@Actor
		public void cancelled() {
			this.lease.released();
		}

		@Arbiter
		public void counted(III_Result result) {
			EndpointSnapshot end = this.fixture.snapshot("a");
			result.r1 = end.inFlight();
			result.r2 = (int) end.counts().successes();
			result.r3 = (int) end.counts().released();
		}

	}

	/** The answer came while the time ran out. */
	@JCStressTest
	@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "settled once, as delivered")
	@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "settled once, as unknown")
	@Outcome(expect = Expect.FORBIDDEN, desc = "settled twice, or a slot is lost")
	@State
	public static class SettleOrTimeout {

		private final PoolFixture fixture = PoolFixture.of("a");

		private final Lease lease = this.fixture.lease();

		@Actor
		public void answered() {
			this.lease.succeeded();
		}

		@Actor
		public void timedOut() {
			this.lease.failed(FailureClass.UNKNOWN, FailureCause.OTHER, null);
		}

		@Arbiter
		public void counted(III_Result result) {
			EndpointSnapshot end = this.fixture.snapshot("a");
			result.r1 = end.inFlight();
			result.r2 = (int) end.counts().successes();
			result.r3 = (int) end.counts().failures(FailureClass.UNKNOWN);
		}

	}

	/** A slot became free for a call in line while that call was given up. */
	@JCStressTest
	@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "left the line; the slot is free")
	@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "served before it left; the caller has the slot")
	@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "served while it left; the slot was given back")
	@Outcome(expect = Expect.FORBIDDEN, desc = "a slot that nobody holds, or a place that nobody is in")
	@State
	public static class ServeOrLeave {

		private final PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1));

		private final Lease running = this.fixture.lease();

		private final Asking waiting = this.fixture.call();

		@Actor
		public void settled() {
			this.running.succeeded();
		}

		@Actor
		public void left() {
			this.waiting.cancel();
		}

		@Arbiter
		public void counted(III_Result result) {
			result.r1 = (this.waiting.answer() instanceof Lease) ? 1 : 0;
			result.r2 = this.fixture.snapshot("a").inFlight();
			result.r3 = this.fixture.pool.snapshot().waiting();
		}

	}

	/** Two slots became free while one call was in line. */
	@JCStressTest
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "served once")
	@Outcome(expect = Expect.FORBIDDEN, desc = "not served, or served twice")
	@State
	public static class ServeOrServe {

		private final PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1),
				PoolFixture.endpoint("b").withCap(1));

		private final List<Lease> running = List.of(this.fixture.lease(), this.fixture.lease());

		private final Asking waiting = this.fixture.call();

		@Actor
		public void one() {
			this.running.get(0).succeeded();
		}

		@Actor
		public void other() {
			this.running.get(1).succeeded();
		}

		@Arbiter
		public void counted(II_Result result) {
			result.r1 = (this.waiting.answer() instanceof Lease) ? 1 : 0;
			result.r2 = this.fixture.snapshot("a").inFlight() + this.fixture.snapshot("b").inFlight();
		}

	}

	/**
	 * A call came while a slot became free: it must not stay in line beside a free slot.
	 */
	@JCStressTest
	@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "served")
	@Outcome(expect = Expect.FORBIDDEN, desc = "left waiting beside a free slot")
	@State
	public static class JoinOrSettle {

		private final PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1));

		private final Lease running = this.fixture.lease();

		private volatile Asking joined = new Asking();

		@Actor
		public void join() {
			this.joined = this.fixture.call();
		}

		@Actor
		public void settled() {
			this.running.released();
		}

		@Arbiter
		public void counted(II_Result result) {
			result.r1 = (this.joined.answer() instanceof Lease) ? 1 : 0;
			result.r2 = this.fixture.pool.snapshot().waiting();
		}

	}

	/** Two fresh calls came when a trial was due. */
	@JCStressTest
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one is the trial, the other goes elsewhere")
	@Outcome(expect = Expect.FORBIDDEN, desc = "no trial, or two")
	@State
	public static class TrialOrTrial {

		private final PoolFixture fixture = ejected();

		private final AtomicInteger trials = new AtomicInteger();

		@Actor
		public void one() {
			lease();
		}

		@Actor
		public void other() {
			lease();
		}

		private void lease() {
			this.trials.addAndGet(this.fixture.lease().trial() ? 1 : 0);
		}

		@Arbiter
		public void counted(II_Result result) {
			result.r1 = this.trials.get();
			result.r2 = this.fixture.snapshot("a").inFlight();
		}

	}

	/** A trial delivered while the failure of a call from before the rest came in. */
	@JCStressTest
	@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "well again; old news changes nothing")
	@Outcome(expect = Expect.FORBIDDEN, desc = "ejected again, or ejected longer, by old news")
	@State
	public static class ReturnOrOldFailure {

		private final PoolFixture fixture = PoolFixture.of("a", "b");

		private final Lease old = this.fixture.leaseOf("a");

		private final Lease trial;

		public ReturnOrOldFailure() {
			this.fixture.eject("a");
			this.fixture.pass(40);
			this.trial = this.fixture.lease();
		}

		@Actor
		public void trialDelivered() {
			this.trial.succeeded();
		}

		@Actor
		public void oldCallFailed() {
			this.old.failed(FailureClass.UNKNOWN, FailureCause.OTHER, null);
		}

		@Arbiter
		public void counted(III_Result result) {
			EndpointSnapshot end = this.fixture.snapshot("a");
			result.r1 = end.status().ordinal();
			result.r2 = end.ejections();
			result.r3 = end.inFlight();
		}

	}

	/** An endpoint failed for the third time while a fresh call chose. */
	@JCStressTest
	@Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "chosen just before; the call is under way")
	@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "ejected before; the call was turned away")
	@Outcome(expect = Expect.FORBIDDEN, desc = "not ejected, or a call that is not counted")
	@State
	public static class EjectOrPick {

		private final PoolFixture fixture = PoolFixture.of("a");

		private final Lease last = this.fixture.lease();

		private volatile int leased;

		public EjectOrPick() {
			List<Lease> first = List.of(this.fixture.lease(), this.fixture.lease());
			first.forEach((lease) -> this.fixture.fail(lease, FailureClass.UNKNOWN));
		}

		@Actor
		public void eject() {
			this.last.failed(FailureClass.UNKNOWN, FailureCause.OTHER, null);
		}

		@Actor
		public void pick() {
			this.leased = (this.fixture.ask() instanceof Lease) ? 1 : 0;
		}

		@Arbiter
		public void counted(III_Result result) {
			result.r1 = this.fixture.snapshot("a").status().ordinal();
			result.r2 = this.fixture.snapshot("a").inFlight();
			result.r3 = this.leased;
		}

	}

	/** An endpoint was drained while a call chose. */
	@JCStressTest
	@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "chosen before; it is not said to be drained")
	@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "drained before; the call was turned away")
	@Outcome(expect = Expect.FORBIDDEN, desc = "said to be drained under a call, or never")
	@State
	public static class DrainOrPick {

		private final PoolFixture fixture = PoolFixture.of("a");

		private volatile int leased;

		@Actor
		public void drain() {
			this.fixture.pool.drain("a");
		}

		@Actor
		public void pick() {
			this.leased = (this.fixture.ask() instanceof Lease) ? 1 : 0;
		}

		@Arbiter
		public void counted(III_Result result) {
			result.r1 = this.leased;
			result.r2 = this.fixture.snapshot("a").inFlight();
			result.r3 = (int) this.fixture.told().stream().filter(StateChange.Type.DRAINED::equals).count();
		}

	}

	/** The last call of a drained endpoint ended while the endpoint was enabled again. */
	@JCStressTest
	@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "enabled before the last call ended")
	@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "drained, then enabled")
	@Outcome(expect = Expect.FORBIDDEN, desc = "drained although it is in service")
	@State
	public static class SettleOrEnable {

		private final PoolFixture fixture = PoolFixture.of("a");

		private final Lease lease = this.fixture.lease();

		public SettleOrEnable() {
			this.fixture.pool.drain("a");
		}

		@Actor
		public void settle() {
			this.lease.succeeded();
		}

		@Actor
		public void enable() {
			this.fixture.pool.enable("a");
		}

		@Arbiter
		public void counted(II_Result result) {
			List<StateChange.Type> told = this.fixture.told();
			boolean late = told.indexOf(StateChange.Type.DRAINED) > told.indexOf(StateChange.Type.ENABLED);
			result.r1 = late ? 1 : this.fixture.snapshot("a").status().ordinal();
			result.r2 = told.contains(StateChange.Type.DRAINED) ? 1 : 0;
		}

	}

	/** The pool was closed while a call chose. */
	@JCStressTest
	@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "chosen before; the pool waits for the call")
	@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "closed before; the call was turned away")
	@Outcome(expect = Expect.FORBIDDEN, desc = "closed under a call, or never")
	@State
	public static class CloseOrPick {

		private final PoolFixture fixture = PoolFixture.of("a");

		private final AtomicInteger idle = new AtomicInteger();

		private volatile int leased;

		@Actor
		public void close() {
			this.fixture.pool.close().subscribe(null, null, this.idle::incrementAndGet);
		}

		@Actor
		public void pick() {
			this.leased = (this.fixture.ask() instanceof Lease) ? 1 : 0;
		}

		@Arbiter
		public void counted(II_Result result) {
			result.r1 = this.leased;
			result.r2 = this.idle.get();
		}

	}

	/** An endpoint was removed while its last call ended. */
	@JCStressTest
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "removed and drained once, in whichever order")
	@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the call ended before; there was nothing to drain")
	@Outcome(expect = Expect.FORBIDDEN, desc = "not removed, or drained twice")
	@State
	public static class RemoveOrSettle {

		private final PoolFixture fixture = PoolFixture.of("a", "b");

		private final Lease lease = this.fixture.leaseOf("a");

		@Actor
		public void remove() {
			this.fixture.pool.update(List.of(PoolFixture.endpoint("b")));
		}

		@Actor
		public void settle() {
			this.lease.succeeded();
		}

		@Arbiter
		public void counted(II_Result result) {
			List<StateChange.Type> told = this.fixture.told();
			result.r1 = (int) told.stream().filter(StateChange.Type.REMOVED::equals).count();
			result.r2 = (int) told.stream().filter(StateChange.Type.DRAINED::equals).count();
		}

	}

	static PoolFixture ejected() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		fixture.eject("a");
		fixture.pass(40);
		return fixture;
	}

}
