package io.github.nanobanana.spring.ai;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;

/**
 * One misbehaviour that the weather can deal to a relay.
 *
 * @param factory the method of {@link Misbehaviour} that makes it
 * @param label a name, unique in a deck and the same in all decks
 * @param squall strikes once
 * @param spell strikes a few times
 * @param grave whether the pool leaves the endpoint alone for minutes because of it
 */
record ChaosCard(String factory, String label, Misbehaviour squall, Misbehaviour spell, boolean grave) {

	private static final int SPELL = 3;

	static ChaosCard of(String factory, String detail, Misbehaviour misbehaviour, boolean grave) {
		return new ChaosCard(factory, factory + " " + detail, misbehaviour, misbehaviour.times(SPELL), grave);
	}

	boolean refusesConnections() {
		return this.factory.equals("refuseConnections");
	}

	int strikes(RelaySimulator relay) {
		return relay.strikes(this.squall) + relay.strikes(this.spell);
	}

}
