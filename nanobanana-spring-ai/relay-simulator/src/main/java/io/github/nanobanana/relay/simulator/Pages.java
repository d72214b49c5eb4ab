package io.github.nanobanana.relay.simulator;

import java.util.Map;

/** HTML that a client of an API meets by mistake. */
final class Pages {

	private static final Map<Integer, String> REASONS = Map.of(500, "Internal Server Error", 502, "Bad Gateway", 503,
			"Service Temporarily Unavailable", 504, "Gateway Time-out", 520, "Web server returned an unknown error",
			522, "Connection timed out", 524, "A timeout occurred");

	private static final String CONSOLE = """
			<!doctype html>
			<html lang="en">
			<head><meta charset="utf-8"><title>Relay simulator</title>
			<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}
			code{background:#f2f0e9;padding:.1rem .3rem;border-radius:.2rem}</style></head>
			<body><div id="root"><h1>Relay simulator</h1>
			<p>You reached the web console of a stand-in relay, not its API.
			The API answers below <code>/v1</code> and <code>/v1beta</code>.</p>
			<p>Its books: <a href="/_simulator/ledger">ledger</a>, <a href="/_simulator/requests">requests</a>,
			<a href="/_simulator/behaviours">misbehaviours</a>.</p></div></body>
			</html>
			""";

	private Pages() {
	}

	static Answer console() {
		return Answer.html(200, CONSOLE);
	}

	static Answer gateway(int status) {
		String title = status + " " + REASONS.getOrDefault(status, "Error");
		String server = (status >= 520) ? "cloudflare" : "nginx";
		Answer page = Answer
			.html(status,
					"<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
							+ "</h1></center>\r\n<hr><center>" + server + "</center>\r\n</body>\r\n</html>\r\n")
			.with("server", server);
		return (status >= 520) ? page.with("cf-ray", "9a0000000000000a-SIM") : page;
	}

}
