package io.github.nanobanana.relay.simulator;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The books of the relay: what every request for pictures was charged, to whom, and
 * whether the pictures left the house. This is the truth that a test of "never pay twice"
 * compares its client with. Thread-safe and exact: a charge is booked when the work
 * begins, before any byte of an answer is written, and stays unless it is refunded.
 */
public final class Ledger {

	private final Map<Long, LedgerEntry> entries = new LinkedHashMap<>();

	private long next;

	Ledger() {
	}

	/**
	 * Return all entries, oldest first, as they stand now.
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
		return charged((entry) -> true).mapToInt(LedgerEntry::pictures).sum();
	}

	/**
	 * Return how many pictures one key pays for.
	 * @param key the API key
	 * @return the number of pictures, refunds taken off
	 */
	public int chargesOf(String key) {
		return charged((entry) -> entry.key().equals(key)).mapToInt(LedgerEntry::pictures).sum();
	}

	/**
	 * Return what all keys pay together.
	 * @return the amount in US dollars
	 */
	public BigDecimal cost() {
		return sum(entries().stream());
	}

	/**
	 * Return what one key pays.
	 * @param key the API key
	 * @return the amount in US dollars
	 */
	public BigDecimal costOf(String key) {
		return sum(entries().stream().filter((entry) -> entry.key().equals(key)));
	}

	/**
	 * Return how many pictures left the relay whole, inside an answer or as a result URL
	 * in a complete answer.
	 * @return the number of pictures
	 */
	public int picturesDelivered() {
		return entries().stream().mapToInt(LedgerEntry::delivered).sum();
	}

	/**
	 * Forget everything. Work under way that began before leaves no trace afterwards.
	 */
	public synchronized void clear() {
		this.entries.clear();
	}

	/** Book the charge, unless the allowance of the key does not reach that far. */
	synchronized Ticket open(Exchange exchange, Key key, Model model, int pictures, BigDecimal price) {
		BigDecimal cost = price.multiply(BigDecimal.valueOf(pictures));
		if (!key.affords(chargesOf(key.value()), pictures, costOf(key.value()), cost)) {
			throw RelayError.quota(key, costOf(key.value()), cost);
		}
		LedgerEntry entry = new LedgerEntry(exchange.requestId(), exchange.at(), key.value(), model.id(), pictures,
				price, true, "work began", 0);
		long number = this.next++;
		this.entries.put(number, entry);
		return new Ticket(number);
	}

	private Stream<LedgerEntry> charged(Predicate<LedgerEntry> filter) {
		return entries().stream().filter(LedgerEntry::charged).filter(filter);
	}

	private static BigDecimal sum(Stream<LedgerEntry> entries) {
		return entries.map(LedgerEntry::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	private synchronized void replace(long number, boolean charged, String reason, int delivered) {
		this.entries.computeIfPresent(number, (key, old) -> new LedgerEntry(old.requestId(), old.at(), old.key(),
				old.model(), old.pictures(), old.price(), charged, reason, delivered));
	}

	@Override
	public String toString() {
		List<LedgerEntry> copy = entries();
		return "Ledger[" + copy.size() + " entries, " + charges() + " pictures charged, " + picturesDelivered()
				+ " delivered]";
	}

	/** Handle on one open entry. */
	final class Ticket {

		private final long number;

		Ticket(long number) {
			this.number = number;
		}

		void book(boolean charged, String reason, int delivered) {
			replace(this.number, charged, reason, delivered);
		}

	}

}
