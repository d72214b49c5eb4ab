package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;

/**
 * Where the relays are and with which keys they are called. A bean of this type, from a
 * platform or a test, stands in place of {@code base-url}, {@code api-key} and the list
 * of endpoints in the properties; what else the properties say of an endpoint of the same
 * name still holds. Without such a bean there is one that tells the properties.
 */
public interface NanoBananaConnectionDetails extends ConnectionDetails {

	/**
	 * The endpoints, in the order of preference.
	 * @return one or more endpoints with distinct names
	 */
	List<Endpoint> getEndpoints();

	/**
	 * One relay endpoint. Its text form does not show the key.
	 *
	 * @param name the name; other settings of the endpoint are found by it
	 * @param baseUrl the address of the relay's API, with or without {@code /v1}
	 * @param apiKey the key from the relay's console
	 */
	record Endpoint(String name, String baseUrl, String apiKey) {

		/**
		 * The endpoint that the properties of {@code spring.ai.nanobanana} itself
		 * describe.
		 * @param baseUrl the address of the relay's API, with or without {@code /v1}
		 * @param apiKey the key from the relay's console
		 * @return an endpoint named {@value NanoBananaImageModelBuilder#DEFAULT_ENDPOINT}
		 */
		public static Endpoint of(String baseUrl, String apiKey) {
			return new Endpoint(NanoBananaImageModelBuilder.DEFAULT_ENDPOINT, baseUrl, apiKey);
		}

		@Override
		public String toString() {
			return "Endpoint[%s, %s]".formatted(this.name, Shown.address(this.baseUrl));
		}

	}

}
