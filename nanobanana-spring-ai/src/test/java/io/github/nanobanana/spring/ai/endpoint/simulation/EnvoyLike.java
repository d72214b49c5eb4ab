package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.Arrays;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * Envoy with outlier detection and retries switched on: the less busy of two random
 * hosts; ejection after five consecutive 5xx, where a failed connection and an own
 * time-out count as such, for 30 s times the number of ejections, at most 300 s, looked
 * at every 10 s; one host may be ejected ({@code always_eject_one_host}); below 50 % of
 * hosts all are used; one retry on 5xx and broken connections at any host, at most three
 * at a time. The time-out spans all tries, so an own time-out is final. Sources:
 * {@code outlier_detection.proto}, {@code panic_threshold.rst},
 * {@code router_filter.rst}, {@code circuit_breaker.proto}, {@code load_balancers.rst}.
 */
final class EnvoyLike extends Baseline {

	private static final int CONSECUTIVE = 5;

	private static final double INTERVAL = 10;

	private static final double BASE = 30;

	private static final double MOST = 300;

	private final int[] active;

	private final int[] consecutive;

	private final int[] times;

	private final double[] until;

	private double looked;

	EnvoyLike(Surroundings around) {
		super(around);
		this.active = new int[around.relays()];
		this.consecutive = new int[around.relays()];
		this.times = new int[around.relays()];
		this.until = new double[around.relays()];
	}

	@Override
	int choose(Call call) {
		look();
		int[] hosts = new int[this.around.relays()];
		int count = 0;
		for (int host = 0; host < hosts.length; host++) {
			if (!rests(host)) {
				hosts[count++] = host;
			}
		}
		if (2 * count < hosts.length) {
			Arrays.setAll(hosts, (host) -> host);
			count = hosts.length;
		}
		Random random = this.around.random();
		int one = hosts[random.nextInt(count)];
		int other = hosts[random.nextInt(count)];
		return (this.active[other] < this.active[one]) ? other : one;
	}

	/** What happened at the ends of the intervals since the last call. */
	private void look() {
		while (this.looked + INTERVAL <= this.around.time().seconds()) {
			this.looked += INTERVAL;
			for (int host = 0; host < this.until.length; host++) {
				if (this.until[host] > 0 && this.until[host] <= this.looked) {
					this.until[host] = 0;
					this.consecutive[host] = 0;
				}
				else if (this.until[host] == 0 && this.times[host] > 0) {
					this.times[host]--;
				}
			}
		}
	}

	@Override
	void began(int relay) {
		this.active[relay]++;
	}

	@Override
	void ended(int relay, @Nullable Failure failure, double seconds) {
		look();
		this.active[relay]--;
		if (failure == null || !failure.isServerError()) {
			this.consecutive[relay] = 0;
		}
		else if (++this.consecutive[relay] >= CONSECUTIVE && Arrays.stream(this.until).allMatch((end) -> end == 0)) {
			this.times[relay]++;
			this.until[relay] = this.around.time().seconds() + Math.min(MOST, BASE * this.times[relay]);
		}
	}

	@Override
	public boolean rests(int relay) {
		return this.until[relay] > 0;
	}

	@Override
	public boolean repeats(Failure failure, int attempts) {
		return attempts < 2 && failure.isServerError();
	}

}
