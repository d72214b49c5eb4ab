package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A pool with a clock that is moved by hand.
 */
final class PoolFixture {

	static final CallProfile PROFILE = new CallProfile("nano-banana", "1K");

	final List<StateChange> changes = new ArrayList<>();

	final EndpointPool pool;

	/** Starts close to the overflow of the clock, which must not matter. */
	final VirtualTime time = new VirtualTime(Long.MAX_VALUE - Duration.ofSeconds(20).toNanos());

	PoolFixture(Endpoint... endpoints) {
		this(AdmissionSettings.defaults(), endpoints);
	}

	PoolFixture(AdmissionSettings admission, Endpoint... endpoints) {
		this.pool = new EndpointPool(List.of(endpoints), admission, this.time, new Random(7), this.changes::add);
		this.changes.clear();
	}

	static PoolFixture of(String... ids) {
		Endpoint[] endpoints = new Endpoint[ids.length];
		for (int i = 0; i < ids.length; i++) {
			endpoints[i] = endpoint(ids[i]);
		}
		return new PoolFixture(endpoints);
	}

	static Endpoint endpoint(String id) {
		return new Endpoint(id, 0, 1, FailedCalls.UNKNOWN);
	}

	void pass(double seconds) {
		this.time.pass(seconds);
	}

	LeaseAnswer ask(String... tried) {
		return ask(PROFILE, tried);
	}

	LeaseAnswer ask(CallProfile profile, String... tried) {
		return this.pool.leaseNow(new LeaseRequest(profile, Set.of(tried), Duration.ofSeconds(180)));
	}

	/** Asks and waits in line if need be. */
	Asking call(String... tried) {
		return call(Duration.ofSeconds(180), tried);
	}

	Asking call(Duration timeLeft, String... tried) {
		return call(PROFILE, timeLeft, tried);
	}

	Asking call(CallProfile profile, Duration timeLeft, String... tried) {
		Asking asking = new Asking();
		this.pool.lease(new LeaseRequest(profile, Set.of(tried), timeLeft)).subscribe(asking);
		return asking;
	}

	/** Makes known how long a call takes. */
	void typical(double seconds) {
		for (int i = 0; i < TypicalTimes.ENOUGH; i++) {
			Lease lease = lease();
			pass(seconds);
			lease.succeeded();
		}
	}

	List<StateChange.Type> told() {
		List<StateChange.Type> types = this.changes.stream().map(StateChange::type).toList();
		this.changes.clear();
		return types;
	}

	Lease lease(String... tried) {
		return (Lease) ask(tried);
	}

	NoLease none(String... tried) {
		return (NoLease) ask(tried);
	}

	/** Leases until the wanted endpoint comes up, and gives the others back. */
	Lease leaseOf(String id) {
		List<Lease> others = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			Lease lease = lease();
			if (lease.endpoint().id().equals(id)) {
				others.forEach(Lease::released);
				return lease;
			}
			others.add(lease);
		}
		throw new AssertionError("Never leased: " + this.pool);
	}

	void fail(Lease lease, FailureClass failureClass) {
		lease.failed(failureClass, FailureCause.OTHER, null);
	}

	void reject(Lease lease, FailureCause cause) {
		lease.failed(FailureClass.REJECTED, cause, null);
	}

	/** Three hard failures of calls that began together. */
	void eject(String id) {
		List<Lease> leases = List.of(leaseOf(id), leaseOf(id), leaseOf(id));
		leases.forEach((lease) -> fail(lease, FailureClass.NOT_SENT));
	}

	EndpointSnapshot snapshot(String id) {
		return this.pool.snapshot()
			.endpoints()
			.stream()
			.filter((endpoint) -> endpoint.id().equals(id))
			.findFirst()
			.orElseThrow();
	}

}
