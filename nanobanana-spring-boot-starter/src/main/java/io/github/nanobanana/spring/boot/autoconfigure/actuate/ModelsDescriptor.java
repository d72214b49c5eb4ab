package io.github.nanobanana.spring.boot.autoconfigure.actuate;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer about everything.
 *
 * @param models the image models by the names of their beans
 */
public record ModelsDescriptor(Map<String, ModelDescriptor> models) implements OperationResponseBody {
}
