package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.failover.FailoverClient;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

/**
 * Compares what callers were told with what the relays have written down, call by call
 * and in sum. Every difference is a sentence that names the seed and the call.
 */
final class ChaosAudit {

	private final long seed;

	private final List<ChaosCall> calls;

	private final ChaosLedger ledger;

	private final List<String> differences = new ArrayList<>();

	private final Map<FailureKind, Integer> kinds = new TreeMap<>();

	private int asked;

	private int delivered;

	private int untold;

	private int mayBeCharged;

	private int lost;

	private int givenUpAndCharged;

	ChaosAudit(long seed, List<ChaosCall> calls, ChaosLedger ledger) {
		this.seed = seed;
		this.calls = calls;
		this.ledger = ledger;
		calls.forEach(this::compare);
		ledger.strays(calls).forEach((stray) -> this.differences.add("seed " + seed + ": " + stray));
		sums();
	}

	/** Each picture that was asked for has one end, and each charge has one picture. */
	private void compare(ChaosCall call) {
		this.asked += call.plan().count();
		this.delivered += call.delivered().size();
		this.untold += call.untold();
		call.failures().forEach((failure) -> this.kinds.merge(failure.kind(), 1, Integer::sum));
		check(call, call.unexpected() == null, "ended with no relay's failure");
		check(call, call.isCancelled() ? call.untold() >= 0 : call.untold() == 0,
				"pictures delivered + failures reported = pictures asked for");
		check(call, call.earlier().stream().noneMatch(RelayFailure::mayHaveBeenCharged),
				"went on after a failure that may have been charged");
		Set<Long> missing = new HashSet<>(
				LongStream.range(0, call.plan().count()).mapToObj((i) -> call.plan().firstSeed() + i).toList());
		call.delivered().forEach((picture) -> comparePicture(call, picture, missing));
		compareMissing(call, missing);
	}

	private void comparePicture(ChaosCall call, NanoBananaImageGenerationMetadata picture, Set<Long> missing) {
		Long of = picture.seed();
		if (of == null || !missing.remove(of)) {
			check(call, false, "delivered a picture twice or one that was not asked for");
			return;
		}
		once(call, of);
		List<ChaosLedger.Post> charged = this.ledger.charged(of);
		check(call, charged.size() == 1 && charged.get(0).relay().equals(picture.endpoint()),
				"delivered a picture that its endpoint did not charge once");
		check(call, charged.stream().allMatch((post) -> post.requestId().equals(picture.requestId())),
				"delivered a picture of another request than the one that was charged");
	}

	private void compareMissing(ChaosCall call, Set<Long> missing) {
		missing.forEach((of) -> once(call, of));
		List<ChaosLedger.Post> charged = new ArrayList<>(
				missing.stream().flatMap((of) -> this.ledger.charged(of).stream()).toList());
		List<RelayFailure> blamed = new ArrayList<>(
				call.failures().stream().filter(RelayFailure::mayHaveBeenCharged).toList());
		this.mayBeCharged += blamed.size();
		int all = charged.size();
		charged.removeIf((post) -> take(blamed, post, post.requestId()::equals));
		charged.removeIf((post) -> take(blamed, post, ChaosAudit::namesNoRequest));
		this.lost += all - charged.size();
		int unreported = charged.size() - call.untold();
		this.givenUpAndCharged += Math.min(charged.size(), call.untold());
		check(call, unreported <= 0, "charges that were not reported as possible: " + charged);
	}

	/** Takes out the failure that tells of this charge. */
	private static boolean take(List<RelayFailure> blamed, ChaosLedger.Post charge,
			Predicate<@Nullable String> requestId) {
		return blamed.stream()
			.filter((failure) -> failure.endpoint().equals(charge.relay()) && requestId.test(failure.requestId()))
			.findFirst()
			.map(blamed::remove)
			.orElse(false);
	}

	/** No answer came, or a gateway's that knows nothing of the relay's ids. */
	private static boolean namesNoRequest(@Nullable String requestId) {
		return requestId == null || requestId.endsWith("-SIM");
	}

	private void once(ChaosCall call, long of) {
		List<ChaosLedger.Post> posts = this.ledger.posts(of);
		check(call, this.ledger.charged(of).size() <= 1, "paid twice for one picture: " + posts);
		check(call, posts.stream().map(ChaosLedger.Post::relay).distinct().count() == posts.size(),
				"asked an endpoint twice for one picture: " + posts);
		check(call, posts.size() <= FailoverClient.MAX_ATTEMPTS, "asked too many endpoints: " + posts);
	}

	private void check(ChaosCall call, boolean holds, String rule) {
		if (!holds) {
			List<ChaosLedger.Post> posts = LongStream.range(0, call.plan().count())
				.mapToObj((i) -> this.ledger.posts(call.plan().firstSeed() + i))
				.flatMap(List::stream)
				.toList();
			this.differences.add("seed %d, call %d: %s%n  told: %s%n  books: %s".formatted(this.seed,
					call.plan().number(), rule, call, posts));
		}
	}

	private void sums() {
		if (this.delivered + failed() + this.untold != this.asked) {
			this.differences.add("seed %d: delivered + failed + given up != asked".formatted(this.seed));
		}
		if (this.ledger.charges() - this.delivered != this.lost + this.givenUpAndCharged) {
			this.differences.add("seed %d: charges - delivered != reported and charged".formatted(this.seed));
		}
	}

	private int failed() {
		return this.kinds.values().stream().mapToInt(Integer::intValue).sum();
	}

	int delivered() {
		return this.delivered;
	}

	/** What does not fit, empty if nobody paid for anything that he was not told of. */
	List<String> differences() {
		return this.differences;
	}

	@Override
	public String toString() {
		return ("seed %d: %d calls for %d pictures, %d delivered, %d failed %s, %d given up; %d requests, "
				+ "%d pictures charged; %d reported as maybe charged, %d of them were; %d charged after the caller left")
			.formatted(this.seed, this.calls.size(), this.asked, this.delivered, failed(), this.kinds, this.untold,
					this.ledger.requests(), this.ledger.charges(), this.mayBeCharged, this.lost,
					this.givenUpAndCharged);
	}

}
