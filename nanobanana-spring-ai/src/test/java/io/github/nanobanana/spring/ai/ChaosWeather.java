package io.github.nanobanana.spring.ai;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The weather over the relays. Each call that is made may bring a change after a random
 * moment: one of the relays is dealt a misbehaviour, once or for a spell, or the sky
 * clears there. All by one thread and one seed.
 */
final class ChaosWeather implements AutoCloseable {

	private static final int LONGEST_LULL_MICROS = 30_000;

	/** Of so many cards more the rarest is dealt while hunting. */
	private static final int HUNTED = 5;

	private final List<ChaosRelay> relays;

	private final Random random;

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor((task) -> new Thread(task, "chaos-weather"));

	private final CompletableFuture<Void> broken = new CompletableFuture<>();

	private boolean hunting;

	private int clearings;

	ChaosWeather(List<ChaosRelay> relays, long seed) {
		this.relays = relays;
		this.random = new Random(seed);
	}

	/** From now on deals what was not met so far, then what was met least. */
	void hunt() {
		run(() -> this.hunting = true);
	}

	/**
	 * Clears the sky: all relays behave well when this returns, and what was on its way
	 * to them does not come any more.
	 */
	void clear() {
		run(() -> {
			this.clearings++;
			this.relays.forEach((relay) -> relay.simulator().behaveWell());
		});
	}

	private void run(Runnable task) {
		CompletableFuture.anyOf(CompletableFuture.runAsync(task, this.thread), this.broken).join();
	}

	/** A call is about to be made. */
	void stir() {
		this.thread.execute(() -> {
			ChaosRelay relay = this.relays.get(this.random.nextInt(this.relays.size()));
			int chance = this.random.nextInt(100);
			later(() -> change(relay, chance));
		});
	}

	private void later(Runnable change) {
		int stirred = this.clearings;
		this.thread.schedule(() -> {
			try {
				if (stirred == this.clearings) {
					change.run();
				}
			}
			catch (RuntimeException ex) {
				this.broken.completeExceptionally(ex);
			}
		}, this.random.nextInt(LONGEST_LULL_MICROS), TimeUnit.MICROSECONDS);
	}

	private void change(ChaosRelay relay, int chance) {
		ChaosCard card = (chance < 45) ? draw(relay) : null;
		if (card != null && card.refusesConnections()) {
			relay.simulator().always(card.squall());
			later(relay.simulator()::behaveWell);
		}
		else if (card != null && chance < 5) {
			relay.simulator().always(card.spell());
		}
		else if (card != null) {
			relay.simulator().enqueue(card.squall());
		}
		else if (chance > 95) {
			relay.simulator().behaveWell();
		}
	}

	private @Nullable ChaosCard draw(ChaosRelay relay) {
		Set<String> unseen = this.hunting ? unseen() : Set.of();
		List<ChaosCard> deck = relay.deck()
			.stream()
			.filter((card) -> unseen.isEmpty() || unseen.contains(card.label()))
			.toList();
		if (deck.isEmpty()) {
			return null;
		}
		ChaosCard card = deck.get(this.random.nextInt(deck.size()));
		if (this.hunting) {
			return rarest(relay, deck, card);
		}
		return (card.grave() && this.random.nextInt(4) > 0) ? null : card;
	}

	private ChaosCard rarest(ChaosRelay relay, List<ChaosCard> deck, ChaosCard first) {
		ChaosCard rarest = first;
		for (int i = 0; i < HUNTED; i++) {
			ChaosCard other = deck.get(this.random.nextInt(deck.size()));
			rarest = (other.strikes(relay.simulator()) < rarest.strikes(relay.simulator())) ? other : rarest;
		}
		return rarest;
	}

	/** What no relay has met so far. */
	Set<String> unseen() {
		Set<String> unseen = new TreeSet<>();
		this.relays.forEach((relay) -> relay.deck().forEach((card) -> unseen.add(card.label())));
		this.relays.forEach((relay) -> relay.deck()
			.stream()
			.filter((card) -> card.strikes(relay.simulator()) > 0)
			.forEach((card) -> unseen.remove(card.label())));
		return unseen;
	}

	long strikes() {
		return this.relays.stream()
			.mapToLong((relay) -> relay.deck().stream().mapToLong((card) -> card.strikes(relay.simulator())).sum())
			.sum();
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

	@Override
	public String toString() {
		return "ChaosWeather[hunting=" + this.hunting + ", " + strikes() + " strikes]";
	}

}
