package io.github.nanobanana.samples.playground;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only the server's own page in. A request must name this host, so that a name that
 * was bent to the loopback address leads nowhere; it must not come from another site; and
 * one that changes something must come from this origin and bring the page's token. Every
 * answer, refusals too, forbids the browser what the page does not need.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestGuard extends OncePerRequestFilter {

	static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
			+ "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
			+ "require-trusted-types-for 'script'; trusted-types 'none'";

	/** The longest body that is no picture, in bytes. */
	static final long MAX_JSON = 256 << 10;

	private static final Set<String> READING = Set.of("GET", "HEAD");

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	private final PageToken token;

	private final List<String> allowedHosts;

	RequestGuard(PageToken token, PlaygroundProperties properties) {
		this.token = token;
		this.allowedHosts = properties.allowedHosts().stream().map((host) -> host.toLowerCase(Locale.ROOT)).toList();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		forbid(response);
		HttpStatus refusal = refusal(request);
		if (refusal != null) {
			response.sendError(refusal.value());
			return;
		}
		chain.doFilter(request, response);
	}

	private static void forbid(HttpServletResponse response) {
		response.setHeader("Content-Security-Policy", POLICY);
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("X-Frame-Options", "DENY");
		response.setHeader("Referrer-Policy", "no-referrer");
		response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
		response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
		response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
	}

	private @Nullable HttpStatus refusal(HttpServletRequest request) {
		if (!isThisHost(request.getHeader(HttpHeaders.HOST))) {
			return HttpStatus.MISDIRECTED_REQUEST;
		}
		boolean reading = READING.contains(request.getMethod());
		if (isFromElsewhere(request.getHeader("Sec-Fetch-Site")) && !(reading && isNavigation(request))) {
			return HttpStatus.FORBIDDEN;
		}
		if (!reading && !(isThisOrigin(request) && this.token.matches(request.getHeader(PageToken.HEADER)))) {
			return HttpStatus.FORBIDDEN;
		}
		return isTooLong(request) ? HttpStatus.CONTENT_TOO_LARGE : null;
	}

	private boolean isThisHost(@Nullable String host) {
		if (host == null) {
			return false;
		}
		String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
		return LOOPBACK.contains(name) || this.allowedHosts.contains(name);
	}

	/** Old browsers and tools do not say; then the origin and the token decide. */
	private static boolean isFromElsewhere(@Nullable String site) {
		return site != null && !site.equals("same-origin") && !site.equals("none");
	}

	/** A link on another page may lead here. */
	private static boolean isNavigation(HttpServletRequest request) {
		return "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
				&& "document".equals(request.getHeader("Sec-Fetch-Dest"));
	}

	private static boolean isThisOrigin(HttpServletRequest request) {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		String host = request.getHeader(HttpHeaders.HOST);
		try {
			return origin != null && host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/** A body without a length could be without an end; pages always tell it. */
	private static boolean isTooLong(HttpServletRequest request) {
		boolean picture = request.getRequestURI().equals("/api/references");
		long length = request.getContentLengthLong();
		boolean chunked = length < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
		return !picture && (chunked || length > MAX_JSON);
	}

	@Override
	public String toString() {
		return "RequestGuard[" + this.allowedHosts + "]";
	}

}
