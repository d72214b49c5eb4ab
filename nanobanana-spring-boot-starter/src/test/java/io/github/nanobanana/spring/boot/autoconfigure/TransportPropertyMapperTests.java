package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which setting holds where several places say something.
 */
class TransportPropertyMapperTests {

	private final NanoBananaProperties all = new NanoBananaProperties();

	private final NanoBananaEndpointProperties endpoint = new NanoBananaEndpointProperties();

	@Test
	void connectTimeoutIsThatOfTheNearestPlace() {
		MockEnvironment environment = new MockEnvironment();
		assertThat(connectTimeout(environment)).isNull();
		environment.setProperty("spring.http.clients.connect-timeout", "1500");
		assertThat(connectTimeout(environment)).isEqualTo(Duration.ofMillis(1500));
		this.all.setConnectTimeout(Duration.ofSeconds(2));
		assertThat(connectTimeout(environment)).isEqualTo(Duration.ofSeconds(2));
		this.endpoint.setConnectTimeout(Duration.ofSeconds(3));
		assertThat(connectTimeout(environment)).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void connectTimeoutOfAllClientsIsBounded() {
		assertThat(connectTimeout(new MockEnvironment().withProperty("spring.http.clients.connect-timeout", "1h")))
			.isEqualTo(Duration.ofMinutes(5));
		assertThat(connectTimeout(new MockEnvironment().withProperty("spring.http.clients.connect-timeout", "0")))
			.isNull();
	}

	@Test
	void keepAliveIsThatOfTheNearestPlace() {
		TransportPropertyMapper mapper = mapper(new MockEnvironment());
		assertThat(mapper.keepAlive(this.endpoint)).isNull();
		this.all.setKeepAlive(Duration.ofSeconds(2));
		assertThat(mapper.keepAlive(this.endpoint)).isEqualTo(Duration.ofSeconds(2));
		this.endpoint.setKeepAlive(Duration.ZERO);
		assertThat(mapper.keepAlive(this.endpoint)).isEqualTo(Duration.ZERO);
	}

	@Test
	void transportTakesProxyAndReadTimeoutOfTheNearestPlace() {
		MockEnvironment environment = new MockEnvironment().withProperty("spring.http.clients.read-timeout", "1s");
		assertThat(transport(environment)).contains("proxy=null", "readTimeout=null");
		proxy(this.all, "proxy.example.com");
		this.all.setReadTimeout(Duration.ofSeconds(2));
		assertThat(transport(environment)).contains("HTTP, proxy.example.com:3128", "readTimeout=PT2S");
		proxy(this.endpoint, "other.example.com");
		this.endpoint.getProxy().setType(ProxyType.SOCKS4);
		this.endpoint.setReadTimeout(Duration.ofSeconds(3));
		assertThat(transport(environment)).contains("SOCKS4, other.example.com:3128", "readTimeout=PT3S");
		this.endpoint.getProxy().setType(ProxyType.NONE);
		assertThat(transport(environment)).contains("proxy=null");
	}

	private static void proxy(NanoBananaEndpointProperties properties, String host) {
		properties.getProxy().setHost(host);
		properties.getProxy().setPort(3128);
	}

	private @Nullable Duration connectTimeout(MockEnvironment environment) {
		return mapper(environment).connectTimeout(this.endpoint);
	}

	private String transport(MockEnvironment environment) {
		return mapper(environment).transport("relay", this.endpoint).toString();
	}

	private TransportPropertyMapper mapper(MockEnvironment environment) {
		return new TransportPropertyMapper(this.all, HttpClientDefaults.of(environment), new SslBundleMaterials(null),
				new ConfigurationProblems());
	}

}
