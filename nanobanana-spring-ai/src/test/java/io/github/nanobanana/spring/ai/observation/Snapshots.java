package io.github.nanobanana.spring.ai.observation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.nanobanana.spring.ai.endpoint.EndpointCounts;
import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;
import io.github.nanobanana.spring.ai.endpoint.EndpointStatus;
import io.github.nanobanana.spring.ai.endpoint.FailureCause;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;
import io.github.nanobanana.spring.ai.endpoint.PoolSnapshot;

/**
 * Pools and endpoints as a test needs them.
 */
final class Snapshots {

	private static final EndpointCounts NONE = new EndpointCounts(0, Map.of(), 0, Map.of());

	private Snapshots() {
	}

	static PoolSnapshot pool(EndpointSnapshot... endpoints) {
		return new PoolSnapshot(List.of(endpoints), 7.5, 3, 11, 13);
	}

	static EndpointSnapshot endpoint(String name) {
		return endpoint(name, NONE);
	}

	static EndpointSnapshot endpoint(String name, EndpointCounts counts) {
		return endpoint(name, EndpointStatus.OK, Duration.ZERO, Duration.ZERO, Duration.ZERO, counts);
	}

	static EndpointSnapshot endpoint(EndpointStatus status, Duration ejected, Duration throttled, Duration suspended) {
		return endpoint("a", status, ejected, throttled, suspended, NONE);
	}

	private static EndpointSnapshot endpoint(String name, EndpointStatus status, Duration ejected, Duration throttled,
			Duration suspended, EndpointCounts counts) {
		return new EndpointSnapshot(name, name, 0, status, 2, 1, 16, 1, 1, 0, ejected, throttled, suspended,
				suspended.isZero() ? null : FailureCause.QUOTA, Set.of(), 0, FailureClass.UNKNOWN, counts);
	}

}
