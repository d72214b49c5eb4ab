package io.github.nanobanana.spring.boot.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

import io.github.nanobanana.spring.ai.NanoBananaEndpoints;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;

/**
 * Shows the relay endpoints behind the image models and takes them out of service and
 * back. With several models, an order holds for the endpoint of that name in each of
 * them. Answers hold neither keys nor addresses; times are whole seconds, rounded up.
 */
@WebEndpoint(id = "nanobanana")
public final class NanoBananaActuatorEndpoint {

	private final Map<String, NanoBananaImageModel> models;

	/**
	 * An endpoint over models.
	 * @param models the image models by the names of their beans
	 */
	public NanoBananaActuatorEndpoint(Map<String, NanoBananaImageModel> models) {
		this.models = new LinkedHashMap<>(models);
	}

	/**
	 * All endpoints.
	 * @return each model with its endpoints, by name
	 */
	@ReadOperation
	public ModelsDescriptor models() {
		Map<String, ModelDescriptor> found = new LinkedHashMap<>();
		this.models.forEach((bean, model) -> found.put(bean, ModelDescriptor.of(model.endpoints().snapshot())));
		return new ModelsDescriptor(found);
	}

	/**
	 * One endpoint.
	 * @param name the name of the endpoint
	 * @return the endpoint for each model that has one of that name, or 404 if none has
	 */
	@ReadOperation
	public WebEndpointResponse<EndpointOfModelsDescriptor> endpoint(@Selector String name) {
		Map<String, EndpointDescriptor> found = new LinkedHashMap<>();
		this.models.forEach((bean, model) -> {
			EndpointDescriptor endpoint = find(model, name);
			if (endpoint != null) {
				found.put(bean, endpoint);
			}
		});
		return found.isEmpty() ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
				: new WebEndpointResponse<>(new EndpointOfModelsDescriptor(found));
	}

	/**
	 * Takes an endpoint out of service or back. What holds already is done again without
	 * harm.
	 * @param name the name of the endpoint
	 * @param action what to do; anything else is answered with 400
	 * @return the endpoint afterwards for each model that has one of that name, or 404 if
	 * none has
	 */
	@WriteOperation
	public WebEndpointResponse<EndpointOfModelsDescriptor> order(@Selector String name, Action action) {
		this.models.values().stream().filter((model) -> find(model, name) != null).forEach((model) -> {
			try {
				action.order.accept(model.endpoints(), name);
			}
			catch (IllegalArgumentException ex) {
				// Removed in the moment between: the answer tells
			}
		});
		return endpoint(name);
	}

	private static @Nullable EndpointDescriptor find(NanoBananaImageModel model, String name) {
		return model.endpoints()
			.snapshot()
			.endpoints()
			.stream()
			.filter((endpoint) -> endpoint.id().equals(name))
			.map(EndpointDescriptor::of)
			.findFirst()
			.orElse(null);
	}

	@Override
	public String toString() {
		return "NanoBananaActuatorEndpoint" + this.models.keySet();
	}

	/**
	 * What can be done to an endpoint.
	 */
	public enum Action {

		/** No new calls and no probes; calls under way end. */
		DISABLE(NanoBananaEndpoints::disable),

		/** Back into service. */
		ENABLE(NanoBananaEndpoints::enable),

		/** No new calls; an event and a log line tell when the last one has ended. */
		DRAIN(NanoBananaEndpoints::drain);

		private final BiConsumer<NanoBananaEndpoints, String> order;

		Action(BiConsumer<NanoBananaEndpoints, String> order) {
			this.order = order;
		}

	}

}
