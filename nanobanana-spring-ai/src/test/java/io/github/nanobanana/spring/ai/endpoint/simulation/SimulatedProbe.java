package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.time.Duration;
import java.util.Set;

import reactor.core.publisher.Mono;

import io.github.nanobanana.spring.ai.endpoint.ProbeResult;
import io.github.nanobanana.spring.ai.endpoint.ProbeResult.Finding;
import io.github.nanobanana.spring.ai.endpoint.VirtualTime;

/**
 * What a probe of a relay finds while a fault is there. Most faults do not show: the list
 * of models is served by another part of a relay than pictures are.
 */
final class SimulatedProbe {

	private SimulatedProbe() {
	}

	static Mono<ProbeResult> of(Fault fault, boolean ill, VirtualTime time) {
		return switch ((ill && fault.activeAt(time.seconds())) ? fault : Fault.NONE) {
			case REFUSED, ALL_REFUSED -> after(0.01, Finding.UNREACHABLE, time);
			case TWO_SLOTS_BACK -> Fault.isBackWeakly(time.seconds()) ? passed("nano-banana", time)
					: after(0.01, Finding.UNREACHABLE, time);
			case BLACK_HOLE -> after(5, Finding.UNREACHABLE, time);
			case KEY_REVOKED -> after(0.2, Finding.KEY_REJECTED, time);
			case MODEL_REMOVED -> passed("another-model", time);
			default -> passed("nano-banana", time);
		};
	}

	private static Mono<ProbeResult> passed(String model, VirtualTime time) {
		return Mono.delay(Duration.ofMillis(200), time).map((tick) -> ProbeResult.passed(Set.of(model)));
	}

	private static Mono<ProbeResult> after(double seconds, Finding finding, VirtualTime time) {
		return Mono.delay(Duration.ofMillis((long) (seconds * 1000)), time)
			.map((tick) -> ProbeResult.of(finding, "simulated"));
	}

}
