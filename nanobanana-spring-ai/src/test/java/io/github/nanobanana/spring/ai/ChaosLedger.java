package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.relay.simulator.LedgerEntry;
import io.github.nanobanana.relay.simulator.RecordedRequest;

/**
 * The books of all relays together, sorted by the picture that was asked for: every
 * request for pictures that arrived whole, and what it was charged.
 */
final class ChaosLedger {

	/** In JSON, or as a part of a form. */
	private static final Pattern SEED = Pattern
		.compile("\"seed\"(?:\\s*:\\s*|\\r\\n(?:[^\\r\\n]+\\r\\n)*\\r\\n)(\\d+)");

	private final Map<Long, List<Post>> posts = new HashMap<>();

	private final List<String> strays = new ArrayList<>();

	private final int charges;

	ChaosLedger(List<ChaosRelay> relays) {
		this.charges = relays.stream().mapToInt((relay) -> relay.simulator().ledger().charges()).sum();
		relays.forEach(this::read);
	}

	private void read(ChaosRelay relay) {
		Map<String, LedgerEntry> entries = relay.simulator()
			.ledger()
			.entries()
			.stream()
			.collect(Collectors.toMap(LedgerEntry::requestId, Function.identity()));
		for (RecordedRequest request : relay.simulator().requests()) {
			if (!request.method().equals("POST")) {
				continue;
			}
			LedgerEntry entry = entries.remove(request.requestId());
			Matcher seed = SEED.matcher(request.bodyAsString());
			if (seed.find()) {
				this.posts.computeIfAbsent(Long.valueOf(seed.group(1)), (key) -> new ArrayList<>())
					.add(new Post(relay.name(), request.requestId(), entry));
			}
			else {
				this.strays.add("a request without seed at " + relay.name() + ": " + request);
			}
		}
		entries.values().forEach((entry) -> this.strays.add("a charge without request: " + entry));
	}

	/** Pictures charged by all relays, refunds taken off, as they themselves add up. */
	int charges() {
		return this.charges;
	}

	/** What belongs to no picture that was asked for, which must be nothing. */
	List<String> strays(List<ChaosCall> calls) {
		List<String> all = new ArrayList<>(this.strays);
		int most = calls.size();
		this.posts.forEach((seed, sent) -> {
			int number = (int) (seed / ChaosPlan.SEEDS) - 1;
			if (number < 0 || number >= most || seed % ChaosPlan.SEEDS >= calls.get(number).plan().count()) {
				all.add("requests for a picture that nobody asked for: " + sent);
			}
		});
		return all;
	}

	List<Post> posts(long seed) {
		return this.posts.getOrDefault(seed, List.of());
	}

	List<Post> charged(long seed) {
		return posts(seed).stream().filter(Post::charged).toList();
	}

	int requests() {
		return this.posts.values().stream().mapToInt(List::size).sum();
	}

	@Override
	public String toString() {
		return "ChaosLedger[" + requests() + " requests, " + this.charges + " pictures charged]";
	}

	/**
	 * One request for a picture as a relay saw it.
	 *
	 * @param relay the name of the relay
	 * @param requestId the relay's id of the request
	 * @param entry its line in the ledger, or {@code null} if it was turned away
	 */
	record Post(String relay, String requestId, @Nullable LedgerEntry entry) {

		boolean charged() {
			return this.entry != null && this.entry.charged();
		}

	}

}
