package io.github.nanobanana.spring.boot.autoconfigure.actuate;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer about the endpoints of one name.
 *
 * @param models the endpoint of each model that has it, by the name of the model's bean
 */
public record EndpointOfModelsDescriptor(Map<String, EndpointDescriptor> models) implements OperationResponseBody {
}
