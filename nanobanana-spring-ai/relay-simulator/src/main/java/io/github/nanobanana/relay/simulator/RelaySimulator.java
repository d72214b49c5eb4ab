package io.github.nanobanana.relay.simulator;

import java.time.Duration;
import java.util.List;

/**
 * A stand-in relay for Google's image models: a real HTTP server on the loopback address
 * that speaks the wire of OpenAI-style relays, draws pictures of the right pixels, keeps
 * a {@link Ledger} of what a relay would have charged, and does on request what relays do
 * wrong, see {@link Misbehaviour}. It calls nobody.
 *
 * <pre class="code">
 * try (RelaySimulator relay = RelaySimulator.start()) {
 *     relay.enqueue(Misbehaviour.gatewayPage(524));
 *     // point a client at relay.baseUrl() with relay.key()
 *     assertThat(relay.ledger().charges()).isEqualTo(1);
 * }
 * </pre>
 *
 * All methods are thread-safe.
 */
public final class RelaySimulator implements AutoCloseable {

	/** A prompt with this word is blocked: 400 {@code prompt_blocked}, not charged. */
	public static final String BLOCKED = "[blocked]";

	/** A prompt with this word is refused: 500 {@code sensitive_words_detected}. */
	public static final String SENSITIVE = "[sensitive]";

	/** A prompt with this word is answered in words alone, and charged. */
	public static final String REFUSED = "[refused]";

	private final Relay relay;

	RelaySimulator(Settings settings) {
		this.relay = new Relay(settings);
		this.relay.start();
	}

	/**
	 * Start a relay on a free port, with the key {@code sk-test} and all defaults.
	 * @return the running relay, to be closed by the caller
	 */
	public static RelaySimulator start() {
		return builder().start();
	}

	/**
	 * Return a builder for a relay with settings of its own.
	 * @return the new builder
	 */
	public static RelaySimulatorBuilder builder() {
		return new RelaySimulatorBuilder();
	}

	/**
	 * Return the origin of the relay, without {@code /v1} and without a trailing slash.
	 * @return the address, such as {@code http://127.0.0.1:8080}
	 */
	public String baseUrl() {
		return "http://127.0.0.1:" + port();
	}

	/**
	 * Return the first key that the relay accepts.
	 * @return the API key
	 */
	public String key() {
		return this.relay.settings().keys().get(0).value();
	}

	/**
	 * Return the port on which the relay listens.
	 * @return the port
	 */
	public int port() {
		return this.relay.port();
	}

	/**
	 * Return the requests that arrived, oldest first; calls of the admin API do not
	 * count. The newest ten thousand are kept.
	 * @return an immutable copy
	 */
	public List<RecordedRequest> requests() {
		return this.relay.requests().all();
	}

	/**
	 * Return the next request that no call of this method returned before.
	 * @param timeout how long to wait for it
	 * @return the request
	 * @throws IllegalStateException if none arrives in time
	 */
	public RecordedRequest takeRequest(Duration timeout) {
		return this.relay.requests().take(timeout);
	}

	/**
	 * Return the requests for picture files that carried an API key. Result URLs lie on
	 * hosts that are not the relay's, so a client that sends its key there leaks it.
	 * @return the requests, empty when the client is careful
	 */
	public List<RecordedRequest> keyLeaks() {
		return requests().stream()
			.filter((request) -> request.path().startsWith(FilesRoute.PREFIX))
			.filter((request) -> request.key() != null || request.header("authorization") != null)
			.toList();
	}

	/**
	 * Return the books.
	 * @return the ledger, which changes as requests arrive
	 */
	public Ledger ledger() {
		return this.relay.ledger();
	}

	/**
	 * Wait until no request is under way, so that the ledger tells what was delivered.
	 * @param timeout how long to wait
	 * @throws IllegalStateException if a request is still under way then
	 */
	public void awaitIdle(Duration timeout) {
		this.relay.activity().awaitIdle(timeout);
	}

	/**
	 * Let the next request that matches meet this misbehaviour, after those enqueued
	 * before.
	 * @param misbehaviour what goes wrong
	 */
	public void enqueue(Misbehaviour misbehaviour) {
		this.relay.enqueue(misbehaviour);
	}

	/**
	 * Let every request that matches meet this misbehaviour, until {@link #behaveWell()}.
	 * Of several that match, the one set last strikes.
	 * @param misbehaviour what goes wrong
	 */
	public void always(Misbehaviour misbehaviour) {
		this.relay.always(misbehaviour);
	}

	/**
	 * Forget all misbehaviours, enqueued or standing, and listen again.
	 */
	public void behaveWell() {
		this.relay.behaveWell();
	}

	/**
	 * Return how often a misbehaviour has struck since the start or the last
	 * {@link #reset()}.
	 * @param misbehaviour the very object that was enqueued or set; a copy that refines
	 * it is another one. Ten thousand different ones are counted
	 * @return the number of connections or requests that met it; for refused connections
	 * the number of times that the relay stopped listening
	 */
	public int strikes(Misbehaviour misbehaviour) {
		return this.relay.behaviours().strikes(misbehaviour);
	}

	/**
	 * Return how many connections of clients are open.
	 * @return the number of connections, idle ones included
	 */
	public int openConnections() {
		return this.relay.front().openConnections();
	}

	/**
	 * Forget misbehaviours, requests, tasks and the ledger, as if just started.
	 */
	public void reset() {
		this.relay.reset();
	}

	/**
	 * Stop the relay: free the port, drop connections, end all its threads.
	 */
	@Override
	public void close() {
		this.relay.front().close();
	}

	@Override
	public String toString() {
		return "RelaySimulator[" + baseUrl() + ", " + this.relay.ledger() + "]";
	}

}
