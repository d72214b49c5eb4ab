package io.github.nanobanana.spring.ai.image;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;

import io.github.nanobanana.relay.simulator.RelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A caller who gives up: the call is cancelled, and then its connection is closed.
 */
class ClosingCallTests {

	/** On the event loop a connection is closed within the call that closes it. */
	@Test
	void cancelReachesTheCallBeforeItsConnectionIsClosed() throws Exception {
		try (RelaySimulator relay = RelaySimulator.builder().workTime(Duration.ofMinutes(1)).start()) {
			AtomicReference<@Nullable Connection> connection = new AtomicReference<>();
			CompletableFuture<Boolean> openWhenCancelled = new CompletableFuture<>();
			Disposable call = ClosingCall
				.of(HttpClient.create(),
						(client) -> post(relay, client.doOnConnected(connection::set))
							.doOnCancel(() -> openWhenCancelled.complete(made(connection).channel().isOpen())))
				.subscribe();
			relay.takeRequest(Duration.ofSeconds(20));
			CompletableFuture<Void> closed = new CompletableFuture<>();
			made(connection).channel().closeFuture().addListener((future) -> closed.complete(null));
			made(connection).channel().eventLoop().execute(call::dispose);
			assertThat(openWhenCancelled.get(20, TimeUnit.SECONDS)).isTrue();
			closed.get(20, TimeUnit.SECONDS);
		}
	}

	private static Mono<String> post(RelaySimulator relay, HttpClient client) {
		return client.headers((headers) -> headers.set("Authorization", "Bearer " + relay.key()))
			.post()
			.uri(relay.baseUrl() + "/v1/images/generations")
			.send((request, outbound) -> outbound
				.sendString(Mono.just("{\"model\":\"nano-banana-2\",\"prompt\":\"a cat\"}")))
			.response((response, body) -> body.aggregate().asString())
			.single();
	}

	private static Connection made(AtomicReference<@Nullable Connection> connection) {
		return Objects.requireNonNull(connection.get());
	}

}
