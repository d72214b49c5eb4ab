package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.nanobanana.spring.ai.endpoint.Endpoint;
import io.github.nanobanana.spring.ai.endpoint.EndpointPool;
import io.github.nanobanana.spring.ai.endpoint.VirtualTime;

/**
 * The person who changes endpoints while calls run, in the scenarios that have one.
 */
final class Operator {

	private static final double EVERY = 60;

	private final Fault fault;

	private final VirtualTime time;

	private final EndpointPool pool;

	private final Supplier<List<Endpoint>> endpoints;

	private int turn;

	Operator(Fault fault, VirtualTime time, EndpointPool pool, Supplier<List<Endpoint>> endpoints) {
		this.fault = fault;
		this.time = time;
		this.pool = pool;
		this.endpoints = endpoints;
	}

	void begin() {
		if (this.fault == Fault.SWAPS) {
			this.time.after(Fault.BEGIN, this::swap);
		}
		else if (this.fault == Fault.DRAIN) {
			this.time.after(Fault.BEGIN, () -> this.pool.drain("0"));
			this.time.after(this.fault.end(), () -> this.pool.enable("0"));
		}
	}

	/** A new key for one, or one less until the next turn. */
	private void swap() {
		List<Endpoint> next = new ArrayList<>(this.endpoints.get());
		int changed = this.turn % next.size();
		if (this.turn % 2 == 0) {
			next.set(changed, next.get(changed).withIdentity("key " + this.turn));
		}
		else {
			next.remove(changed);
		}
		this.turn++;
		boolean over = this.time.seconds() >= this.fault.end();
		this.pool.update(over ? this.endpoints.get() : next);
		if (!over) {
			this.time.after(EVERY, this::swap);
		}
	}

	@Override
	public String toString() {
		return "Operator[%s, turn=%d]".formatted(this.fault, this.turn);
	}

}
