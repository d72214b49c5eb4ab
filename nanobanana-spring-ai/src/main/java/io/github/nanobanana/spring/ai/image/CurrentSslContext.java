package io.github.nanobanana.spring.ai.image;

import java.util.List;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;

/**
 * Asks for the material anew at each connection, so that renewed certificates hold from
 * the next connection on while clients and pools stay as they are. The name of the host
 * is always checked. What Netty calls deprecated is what its class asks for.
 */
@SuppressWarnings("deprecation")
final class CurrentSslContext extends SslContext {

	private static final ApplicationProtocolNegotiator NONE = List::of;

	private final Supplier<TlsMaterial> material;

	CurrentSslContext(Supplier<TlsMaterial> material) {
		this.material = material;
	}

	@Override
	public SSLEngine newEngine(ByteBufAllocator alloc) {
		TlsMaterial now = this.material.get();
		return configured(now.context().createSSLEngine(), now);
	}

	@Override
	public SSLEngine newEngine(ByteBufAllocator alloc, String peerHost, int peerPort) {
		TlsMaterial now = this.material.get();
		return configured(now.context().createSSLEngine(peerHost, peerPort), now);
	}

	private static SSLEngine configured(SSLEngine engine, TlsMaterial now) {
		engine.setUseClientMode(true);
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		if (!now.protocols().isEmpty()) {
			parameters.setProtocols(now.protocols().toArray(String[]::new));
		}
		if (!now.ciphers().isEmpty()) {
			parameters.setCipherSuites(now.ciphers().toArray(String[]::new));
		}
		engine.setSSLParameters(parameters);
		return engine;
	}

	@Override
	public boolean isClient() {
		return true;
	}

	@Override
	public List<String> cipherSuites() {
		TlsMaterial now = this.material.get();
		return now.ciphers().isEmpty() ? List.of(now.context().getDefaultSSLParameters().getCipherSuites())
				: now.ciphers();
	}

	@Override
	public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
		return NONE;
	}

	@Override
	public SSLSessionContext sessionContext() {
		return this.material.get().context().getClientSessionContext();
	}

	@Override
	public String toString() {
		return "CurrentSslContext";
	}

}
