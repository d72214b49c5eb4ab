package io.github.nanobanana.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.endpoint.AdmissionSettings;
import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;
import io.github.nanobanana.spring.ai.endpoint.PoolSnapshot;
import io.github.nanobanana.spring.ai.observation.AttemptObservationContext;
import io.github.nanobanana.spring.ai.observation.EndpointCondition;
import io.github.nanobanana.spring.ai.observation.EndpointCondition.State;

/**
 * Health of the endpoints behind an image model, as calls and probes have shown it;
 * asking for it sends nothing. {@code UP} while a call can be served, with
 * {@code degraded: true} and the reasons if some endpoint is out; {@code DOWN} only if
 * none is usable. An endpoint that asked to be left alone for a time that calls wait in
 * line counts as usable. The details hold neither keys nor addresses.
 */
public final class NanoBananaHealthIndicator extends AbstractHealthIndicator {

	/** Calls wait so long for an endpoint that asked to be left alone. */
	private static final Duration WORTH_WAITING = AdmissionSettings.defaults().longestWait();

	private final NanoBananaImageModel model;

	/**
	 * An indicator for a model.
	 * @param model the model whose endpoints are looked at
	 */
	public NanoBananaHealthIndicator(NanoBananaImageModel model) {
		super("The endpoints of the image model could not be looked at");
		this.model = model;
	}

	@Override
	protected void doHealthCheck(Health.Builder health) {
		report(this.model.endpoints().snapshot(), health);
	}

	static void report(PoolSnapshot pool, Health.Builder health) {
		List<String> reasons = new ArrayList<>();
		Map<String, Object> endpoints = new LinkedHashMap<>();
		boolean usable = false;
		for (EndpointSnapshot endpoint : pool.endpoints()) {
			EndpointCondition condition = EndpointCondition.of(endpoint);
			usable = usable || isUsable(condition);
			if (condition.state() != State.OK) {
				reasons.add(reason(endpoint, condition));
			}
			endpoints.put(endpoint.id(), details(endpoint, condition));
		}
		if (pool.endpoints().isEmpty()) {
			reasons.add("no endpoint is known");
		}
		health.status(usable ? Status.UP : Status.DOWN);
		health.withDetail("degraded", !reasons.isEmpty());
		if (!reasons.isEmpty()) {
			health.withDetail("reasons", reasons);
		}
		health.withDetail("waiting", pool.waiting());
		health.withDetail("endpoints", endpoints);
	}

	private static boolean isUsable(EndpointCondition condition) {
		return condition.state() == State.OK
				|| condition.state() == State.THROTTLED && condition.lasts().compareTo(WORTH_WAITING) <= 0;
	}

	private static String reason(EndpointSnapshot endpoint, EndpointCondition condition) {
		String next = condition.lasts().isZero() ? ""
				: ", next try in %d s at the latest".formatted(condition.seconds());
		return "%s %s%s".formatted(endpoint.id(), condition.words(), next);
	}

	private static Map<String, Object> details(EndpointSnapshot endpoint, EndpointCondition condition) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", condition.state().word());
		details.put("inFlight", endpoint.inFlight());
		if (condition.words() != null) {
			details.put("reason", condition.words());
			details.put("nextTryInSeconds", condition.seconds());
		}
		if (endpoint.lastFailure() != null) {
			details.put("lastFailure", AttemptObservationContext.name(endpoint.lastFailure()));
		}
		if (!endpoint.maskedModels().isEmpty()) {
			details.put("modelsNotServed", endpoint.maskedModels().stream().sorted().toList());
		}
		return details;
	}

	@Override
	public String toString() {
		return "NanoBananaHealthIndicator[" + this.model + "]";
	}

}
