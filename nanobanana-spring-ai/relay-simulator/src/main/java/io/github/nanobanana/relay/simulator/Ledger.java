package io.github.nanobanana.relay.simulator;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The books of the relay: what every request for pictures was charged, to whom, and
 * whether the pictures left the house. This is the truth that a test of "never pay twice"
 * compares its client with. Thread-safe and exact: a charge is booked when the work
 * begins, before any byte of an answer is written, and stays unless it is refunded.
 */
public final class Ledger {

	private static final int MAX_ENTRIES = 200_000;

	private final Map<Long, LedgerEntry> entries = new LinkedHashMap<>();

	private final Map<String, Totals> older = new HashMap<>();

	private long next;

	Ledger() {
	}

	/**
	 * Return the entries, oldest first, as they stand now. The newest two hundred
	 * thousand are kept; older ones live on in the sums.
	 * @return an immutable copy
	 */
	public synchronized List<LedgerEntry> entries() {
		return List.copyOf(this.entries.values());
	}

	/**
	 * Return how many pictures are charged, refunds taken off.
	 * @return the number of pictures that somebody pays for
	 */
	public int charges() {
		return totals(null).pictures();
	}

	/**
	 * Return how many pictures one key pays for.
	 * @param key the API key
	 * @return the number of pictures, refunds taken off
	 */
	public int chargesOf(String key) {
		return totals(key).pictures();
	}

	/**
	 * Return what all keys pay together.
	 * @return the amount in US dollars
	 */
	public BigDecimal cost() {
		return totals(null).cost();
	}

	/**
	 * Return what one key pays.
	 * @param key the API key
	 * @return the amount in US dollars
	 */
	public BigDecimal costOf(String key) {
		return totals(key).cost();
	}

	/**
	 * Return how many pictures left the relay whole, inside an answer or as a result URL
	 * in a complete answer.
	 * @return the number of pictures
	 */
	public int picturesDelivered() {
		return totals(null).delivered();
	}

	/**
	 * Forget everything. Work under way that began before leaves no trace afterwards.
	 */
	public synchronized void clear() {
		this.entries.clear();
		this.older.clear();
	}

	/** Book the charge, unless the allowance of the key does not reach that far. */
	synchronized Ticket open(Exchange exchange, Key key, Model model, int pictures, BigDecimal price) {
		BigDecimal cost = price.multiply(BigDecimal.valueOf(pictures));
		if (key.isLimited()) {
			Totals spent = totals(key.value());
			if (!key.affords(spent.pictures(), pictures, spent.cost(), cost)) {
				throw RelayError.quota(key, spent.cost(), cost);
			}
		}
		LedgerEntry entry = new LedgerEntry(exchange.requestId(), exchange.at(), key.value(), model.id(), pictures,
				price, true, "work began", 0);
		long number = this.next++;
		this.entries.put(number, entry);
		if (this.entries.size() > MAX_ENTRIES) {
			forgetOldest();
		}
		return new Ticket(number);
	}

	private void forgetOldest() {
		Iterator<LedgerEntry> oldest = this.entries.values().iterator();
		LedgerEntry entry = oldest.next();
		oldest.remove();
		this.older.merge(entry.key(), Totals.NONE.plus(entry), Totals::plus);
	}

	private synchronized Totals totals(@Nullable String key) {
		Totals totals = Totals.NONE;
		for (Map.Entry<String, Totals> old : this.older.entrySet()) {
			totals = (key == null || key.equals(old.getKey())) ? totals.plus(old.getValue()) : totals;
		}
		for (LedgerEntry entry : this.entries.values()) {
			totals = (key == null || key.equals(entry.key())) ? totals.plus(entry) : totals;
		}
		return totals;
	}

	private synchronized @Nullable LedgerEntry find(long number) {
		return this.entries.get(number);
	}

	private synchronized void replace(long number, boolean charged, String reason, int delivered) {
		this.entries.computeIfPresent(number, (key, old) -> new LedgerEntry(old.requestId(), old.at(), old.key(),
				old.model(), old.pictures(), old.price(), charged, reason, delivered));
	}

	@Override
	public String toString() {
		return "Ledger[" + entries().size() + " entries, " + charges() + " pictures charged, " + picturesDelivered()
				+ " delivered]";
	}

	/** Handle on one open entry. */
	final class Ticket {

		private final long number;

		Ticket(long number) {
			this.number = number;
		}

		/** Count pictures that were paid for before, whatever became of the charge. */
		void deliver(int pictures) {
			LedgerEntry entry = find(this.number);
			if (entry != null) {
				replace(this.number, entry.charged(), entry.reason(), pictures);
			}
		}

		void book(boolean charged, String reason, int delivered) {
			replace(this.number, charged, reason, delivered);
		}

	}

	/** Sums over entries. */
	private record Totals(int pictures, BigDecimal cost, int delivered) {

		static final Totals NONE = new Totals(0, BigDecimal.ZERO, 0);

		Totals plus(LedgerEntry entry) {
			return new Totals(this.pictures + (entry.charged() ? entry.pictures() : 0), this.cost.add(entry.cost()),
					this.delivered + entry.delivered());
		}

		Totals plus(Totals other) {
			return new Totals(this.pictures + other.pictures, this.cost.add(other.cost),
					this.delivered + other.delivered);
		}

	}

}
