package io.github.nanobanana.spring.ai;

import java.util.List;

import reactor.core.publisher.Flux;

/**
 * Endpoints that come and go: from service discovery, a configuration server or a file
 * that is watched. What is configured besides stays as it is.
 */
@FunctionalInterface
public interface NanoBananaEndpointSource {

	/**
	 * The endpoints, whenever they change.
	 * @return each element is the whole list and replaces the one before; it may be
	 * empty. A list with a name that is taken is refused with a log line, and the one
	 * before stays; so it does when the stream ends or fails, which the source may
	 * prevent by retrying. Subscribed to once for each model, and cancelled when the
	 * model is closed
	 */
	Flux<List<NanoBananaEndpoint>> endpoints();

}
