package io.github.nanobanana.spring.ai.image;

import java.util.function.Supplier;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

/**
 * TLS of one's own for clients. They share one context, by which pools tell connections
 * apart, and it is made for the first of them, so that a start without calls loads none
 * of it.
 */
final class ClientTls {

	private final Supplier<TlsMaterial> material;

	private @Nullable SslContext context;

	ClientTls(Supplier<TlsMaterial> material) {
		this.material = material;
	}

	HttpClient secure(HttpClient client) {
		SslContext shared = context();
		return client.secure((spec) -> spec.sslContext(shared));
	}

	TlsMaterial current() {
		return this.material.get();
	}

	private synchronized SslContext context() {
		SslContext made = this.context;
		if (made == null) {
			made = new CurrentSslContext(this.material);
			this.context = made;
		}
		return made;
	}

	@Override
	public String toString() {
		return "ClientTls";
	}

}
