package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * TLS in front of a relay. It asks for a certificate, and remembers who showed which.
 */
final class TlsFront extends Tunnels {

	private final int target;

	private final List<String> clients = new CopyOnWriteArrayList<>();

	private volatile SSLContext context;

	private volatile boolean certificateNeeded;

	TlsFront(SSLContext context, int target) {
		this.context = context;
		this.target = target;
	}

	String baseUrl() {
		return "https://127.0.0.1:" + port();
	}

	void use(SSLContext other) {
		this.context = other;
	}

	void needCertificate() {
		this.certificateNeeded = true;
	}

	/** The subjects of certificates, or {@code nobody}, one for each connection. */
	List<String> clients() {
		return this.clients;
	}

	@Override
	void handle(Socket client) throws IOException {
		SSLSocket socket = (SSLSocket) this.context.getSocketFactory().createSocket(client, null, true);
		socket.setUseClientMode(false);
		if (this.certificateNeeded) {
			socket.setNeedClientAuth(true);
		}
		else {
			socket.setWantClientAuth(true);
		}
		socket.startHandshake();
		this.clients.add(subject(socket));
		connect(socket, this.target);
	}

	private static String subject(SSLSocket socket) {
		try {
			return socket.getSession().getPeerPrincipal().getName();
		}
		catch (SSLPeerUnverifiedException ex) {
			return "nobody";
		}
	}

}
