package io.github.nanobanana.spring.ai.relay;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashSet;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClientResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.nanobanana.spring.ai.endpoint.ProbeResult;
import io.github.nanobanana.spring.ai.endpoint.ProbeResult.Finding;

/**
 * One probe under way. Reads the answer: OpenAI's list of models ({@code data[].id}),
 * Google's ({@code models[].name}), or what the status alone tells. A list larger than a
 * megabyte is not read.
 */
final class RelayProbe {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final int MOST_BYTES = 1 << 20;

	private static final int MOST_MODELS = 5000;

	private static final String GOOGLES_PREFIX = "models/";

	private final Scheduler worker;

	private volatile boolean connected;

	RelayProbe(Scheduler worker) {
		this.worker = worker;
	}

	void connected() {
		this.connected = true;
	}

	/** Every failure must become a signal, as in an {@link Exchange}. */
	Mono<ProbeResult> receive(HttpClientResponse response, ByteBufFlux content) {
		return Mono.defer(() -> read(response, content));
	}

	/** What took the connection is there, although it gave no answer in time. */
	Mono<ProbeResult> lost(Throwable thrown) {
		return Mono.just(this.connected
				? ProbeResult.of(Finding.REACHED, "it took the connection and gave no answer to the probe")
				: ProbeResult.of(Finding.UNREACHABLE, Causes.withoutNames(thrown)));
	}

	private Mono<ProbeResult> read(HttpClientResponse response, ByteBufFlux content) {
		int status = response.status().code();
		if (status != 200) {
			return Mono.just(ofStatus(status));
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		return content.map((bytes) -> keep(body, bytes))
			.takeUntil((size) -> size >= MOST_BYTES)
			.then()
			.publishOn(this.worker)
			.then(Mono.fromSupplier(() -> ofList(models(body.toByteArray()))));
	}

	private static int keep(ByteArrayOutputStream body, ByteBuf bytes) {
		byte[] more = ByteBufUtil.getBytes(bytes, bytes.readerIndex(),
				Math.min(bytes.readableBytes(), MOST_BYTES - body.size()));
		body.writeBytes(more);
		return body.size();
	}

	/** A page of a web console comes with status 200 too. */
	private static ProbeResult ofList(Set<String> names) {
		return names.isEmpty() ? ProbeResult.of(Finding.REACHED, "it answered the probe without a list of models")
				: ProbeResult.passed(names);
	}

	static ProbeResult ofStatus(int status) {
		Finding finding = switch (status) {
			case 401, 403 -> Finding.KEY_REJECTED;
			default -> (status >= 500 && status < 600) ? Finding.ILL : Finding.REACHED;
		};
		return ProbeResult.of(finding, "it answered the probe with status " + status);
	}

	/** The names on a list of models; empty if this is no list. */
	static Set<String> models(byte[] body) {
		Set<String> names = new LinkedHashSet<>();
		try {
			JsonNode root = MAPPER.readTree(body);
			root.path("data").forEach((model) -> add(names, model.path("id")));
			root.path("models").forEach((model) -> add(names, model.path("name")));
		}
		catch (JacksonException ex) {
			return Set.of();
		}
		return names;
	}

	private static void add(Set<String> names, JsonNode name) {
		String text = name.isString() ? name.asString().strip() : "";
		if (!text.isEmpty() && names.size() < MOST_MODELS) {
			names.add(text.startsWith(GOOGLES_PREFIX) ? text.substring(GOOGLES_PREFIX.length()) : text);
		}
	}

}
