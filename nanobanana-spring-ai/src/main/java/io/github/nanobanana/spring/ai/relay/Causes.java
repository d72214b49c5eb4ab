package io.github.nanobanana.spring.ai.relay;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Failures of the transport in words for a person.
 */
final class Causes {

	private static final Pattern STATUS = Pattern.compile("status: \\w{1,40}");

	private Causes() {
	}

	/** The same for places where a host must not be named. */
	static String withoutNames(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof SSLException) {
				return "TLS failed";
			}
		}
		String words = inWords(thrown);
		return words.equals(thrown.getMessage()) ? thrown.getClass().getSimpleName() : words;
	}

	/**
	 * Whether a proxy let nothing through: until it has made the connection, Netty keeps
	 * what is to be sent, and then drops it.
	 */
	static boolean isProxy(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof ProxyConnectException) {
				return true;
			}
		}
		return false;
	}

	static String inWords(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof ProxyConnectException) {
				return "the proxy made no connection" + status(cause.getMessage());
			}
			if (cause instanceof ReadTimeoutException) {
				return "the relay was silent for longer than the read timeout";
			}
			if (cause instanceof UnknownHostException) {
				return "the host name is unknown";
			}
			if (cause instanceof ConnectTimeoutException) {
				return "no connection within the time allowed";
			}
			if (cause instanceof NoRouteToHostException) {
				return "no route to the host";
			}
			if (cause instanceof ConnectException) {
				return "connection refused";
			}
			if (cause instanceof SSLException) {
				return "TLS failed, " + cause.getMessage();
			}
			if (cause instanceof TimeoutException) {
				return "no answer within the time allowed";
			}
		}
		String message = thrown.getMessage();
		return (message != null) ? message : thrown.getClass().getSimpleName();
	}

	/** Netty's message names the proxy and the host before it comes to the status. */
	private static String status(@Nullable String message) {
		Matcher status = STATUS.matcher((message != null) ? message : "");
		return status.find() ? ", " + status.group() : "";
	}

}
