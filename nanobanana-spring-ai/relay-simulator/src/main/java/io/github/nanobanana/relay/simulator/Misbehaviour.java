package io.github.nanobanana.relay.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Something that a relay does wrong: what happens, at which {@link Moment}, to which
 * requests, how often, and who pays. Immutable; a factory makes one and the {@code with}
 * style methods refine a copy. Every factory charges as real relays do, unless
 * {@link #charged()} or {@link #notCharged()} says otherwise.
 */
public final class Misbehaviour {

	private final String name;

	private final Fault fault;

	private final @Nullable Charge charge;

	private final Conditions conditions;

	private Misbehaviour(String name, Fault fault, @Nullable Charge charge, Conditions conditions) {
		this.name = name;
		this.fault = fault;
		this.charge = charge;
		this.conditions = conditions;
	}

	private static Misbehaviour of(String name, Fault fault) {
		return new Misbehaviour(name, fault, null, Conditions.NONE);
	}

	/**
	 * Stop listening, so that connections are refused, and drop the open ones. Only for
	 * {@link RelaySimulator#always(Misbehaviour)}; lasts until
	 * {@link RelaySimulator#behaveWell()}.
	 * @return the misbehaviour
	 */
	public static Misbehaviour refuseConnections() {
		return of("refuse connections", new Faults.Refuse(null));
	}

	/**
	 * Stop listening for a while, then listen again by itself.
	 * @param duration how long nobody answers
	 * @return the misbehaviour
	 */
	public static Misbehaviour refuseConnections(Duration duration) {
		return of("refuse connections for " + duration, new Faults.Refuse(duration));
	}

	/**
	 * Accept a new connection and reset it at once. Connections that are kept alive are
	 * not touched, and no filter applies.
	 * @return the misbehaviour, never charged
	 */
	public static Misbehaviour resetOnAccept() {
		return of("reset on accept", new Faults.ResetOnAccept());
	}

	/**
	 * Read the request, then reset the connection (RST) without an answer.
	 * @return the misbehaviour, charged: nobody knows whether the picture was made
	 */
	public static Misbehaviour resetAfterRequest() {
		return of("reset after request", new Faults.Silence("reset"));
	}

	/**
	 * Read the request, then end the connection (FIN) without an answer.
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour closeAfterRequest() {
		return of("close after request", new Faults.Silence("close"));
	}

	/**
	 * Read the request and never answer; the connection stays open.
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour hang() {
		return of("hang", new Faults.Silence("hang"));
	}

	/**
	 * Answer as usual, but later. The charge is booked before the wait.
	 * @param delay how long to wait
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour delay(Duration delay) {
		return of("delay", new Faults.Slow(0, Duration.ZERO)).after(delay);
	}

	/**
	 * Send interim answers {@code 102 Processing} before the usual answer, as some
	 * gateways do to keep a silent connection alive.
	 * @param count how many
	 * @param every the pause after each
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour processing(int count, Duration every) {
		return of(count + " x 102", new Faults.Slow(count, every));
	}

	/**
	 * Answer with this status and an error in the envelope of new-api.
	 * @param status the HTTP status
	 * @return the misbehaviour; charged for 408, 504 and 524, not for other 4xx, 503 and
	 * Cloudflare's 521, 523, 525, 526 and 530, which never reached the relay, and for the
	 * rest only if failed calls are not free
	 */
	public static Misbehaviour status(int status) {
		return envelope(status, RelayError.ofStatus(status), Map.of());
	}

	/**
	 * Answer with this status and error.
	 * @param status the HTTP status
	 * @param code the error's {@code code}, such as {@code model_not_found}
	 * @param message the error's {@code message}; the request id is appended
	 * @return the misbehaviour, charged as {@link #status(int)}
	 */
	public static Misbehaviour status(int status, String code, String message) {
		return envelope(status, new RelayError(status, "new_api_error", code, "", message), Map.of());
	}

	/**
	 * Answer 429 with {@code Retry-After} in seconds.
	 * @param retryAfter how long the client is asked to wait
	 * @return the misbehaviour, not charged
	 */
	public static Misbehaviour rateLimited(Duration retryAfter) {
		return envelope(429, RelayError.ofStatus(429), Map.of("retry-after", String.valueOf(retryAfter.toSeconds())));
	}

	/**
	 * Answer 429 with {@code Retry-After} as an HTTP date.
	 * @param retryAt until when the client is asked to wait
	 * @return the misbehaviour, not charged
	 */
	public static Misbehaviour rateLimited(Instant retryAt) {
		String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(retryAt.atOffset(ZoneOffset.UTC));
		return envelope(429, RelayError.ofStatus(429), Map.of("retry-after", date));
	}

	/**
	 * Answer 429 with an empty body, as new-api's limiter per address does.
	 * @return the misbehaviour, not charged
	 */
	public static Misbehaviour emptyTooManyRequests() {
		Answer empty = new Answer(429, Map.of(), List.of(new byte[0]), false, 0);
		return of("empty 429", new Faults.Instead(Moment.RESPONSE_HEAD, empty, Charge.NONE));
	}

	/**
	 * Answer with the HTML error page of nginx (502, 503, 504) or Cloudflare (52x).
	 * @param status the HTTP status
	 * @return the misbehaviour, charged as {@link #status(int)}
	 */
	public static Misbehaviour gatewayPage(int status) {
		return of("gateway page " + status,
				new Faults.Instead(Moment.RESPONSE_HEAD, Pages.gateway(status), Charge.ofStatus(status)));
	}

	/**
	 * Send the head of the answer, then reset the connection.
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour resetAfterHead() {
		return of("reset after head", new Faults.Broken(Moment.RESPONSE_HEAD, 0, "reset"));
	}

	/**
	 * Send the head of the answer and nothing more.
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour hangAfterHead() {
		return of("hang after head", new Faults.Broken(Moment.RESPONSE_HEAD, 0, "hang"));
	}

	/**
	 * Send this much of the body, then reset the connection (RST).
	 * @param bytes how many bytes of the body arrive
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour resetBodyAfter(long bytes) {
		return of("reset after " + bytes + " bytes", new Faults.Broken(Moment.MID_BODY, bytes, "reset"));
	}

	/**
	 * Send this much of the body, then end the connection (FIN).
	 * @param bytes how many bytes of the body arrive
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour closeBodyAfter(long bytes) {
		return of("close after " + bytes + " bytes", new Faults.Broken(Moment.MID_BODY, bytes, "close"));
	}

	/**
	 * Send this much of the body and nothing more; the connection stays open.
	 * @param bytes how many bytes of the body arrive
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour stallBodyAfter(long bytes) {
		return of("stall after " + bytes + " bytes", new Faults.Broken(Moment.MID_BODY, bytes, "hang"));
	}

	/**
	 * Send the usual body a few bytes at a time.
	 * @param bytes how many bytes at a time
	 * @param every the pause between them
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour trickle(int bytes, Duration every) {
		return of("trickle", new Faults.Trickle(Math.max(1, bytes), every));
	}

	/**
	 * Answer 200 with an error object, as new-api does when its upstream did.
	 * @return the misbehaviour, charged only if failed calls are not free
	 */
	public static Misbehaviour errorUnderOk() {
		RelayError error = new RelayError(200, "upstream_error", "upstream_error", "", "upstream error");
		return of("error under 200", new Faults.Envelope(Moment.CONTENTS, 200, error, Map.of(), Charge.BY_POLICY));
	}

	/**
	 * Answer 200 with the web console's HTML, as a wrong base URL gets it.
	 * @return the misbehaviour, not charged
	 */
	public static Misbehaviour consolePage() {
		return of("console page", new Faults.Instead(Moment.CONTENTS, Pages.console(), Charge.NONE));
	}

	/**
	 * Write the pictures in another shape than usual, or leave them out.
	 * @param shape the shape
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour shape(AnswerShape shape) {
		return of(shape.name(), new Faults.Shaped(shape));
	}

	/**
	 * Answer 200 with words of the model instead of a picture.
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour refusal() {
		return shape(AnswerShape.TEXT_ONLY);
	}

	/**
	 * Answer with a task id although none was asked for; the task then fails.
	 * @param reason the task's {@code fail_reason}
	 * @return the misbehaviour, charged only if failed calls are not free
	 */
	public static Misbehaviour failedTask(String reason) {
		return of("failed task", new Faults.FailedTask(reason));
	}

	/**
	 * Answer 200 and {@code application/json} with bytes that are no JSON.
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour garbage() {
		return answer(200, "application/json", "\u0001\u0002<<not json>>}{");
	}

	/**
	 * Answer 200 with the first half of the usual JSON and a length that agrees with it.
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour truncatedJson() {
		return of("truncated JSON", new Faults.Truncated());
	}

	/**
	 * Answer 200 with a JSON body of this length, made while it is sent.
	 * @param bytes the length of the body
	 * @return the misbehaviour, charged
	 */
	public static Misbehaviour oversizedBody(long bytes) {
		return of("body of " + bytes + " bytes", new Faults.Oversized(bytes));
	}

	/**
	 * Answer with exactly this.
	 * @param status the HTTP status
	 * @param contentType the content type
	 * @param body the body
	 * @return the misbehaviour, charged as {@link #status(int)}
	 */
	public static Misbehaviour answer(int status, String contentType, String body) {
		return answer(status, Map.of("content-type", contentType), body.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Answer with exactly this.
	 * @param status the HTTP status
	 * @param headers the headers, {@code Content-Length} aside
	 * @param body the body
	 * @return the misbehaviour, charged as {@link #status(int)}
	 */
	public static Misbehaviour answer(int status, Map<String, String> headers, byte[] body) {
		Answer answer = new Answer(status, Map.copyOf(headers), List.of(body.clone()), false, 0);
		return of("answer " + status, new Faults.Instead(Moment.CONTENTS, answer, Charge.ofStatus(status)));
	}

	private static Misbehaviour envelope(int status, RelayError error, Map<String, String> headers) {
		return of("status " + status,
				new Faults.Envelope(Moment.RESPONSE_HEAD, status, error, headers, Charge.ofStatus(status)));
	}

	/**
	 * Return a copy that strikes this often and is used up then.
	 * @param times how many requests; without this once when enqueued, for ever otherwise
	 * @return the new misbehaviour
	 */
	public Misbehaviour times(int times) {
		return under(this.conditions.times(times));
	}

	/**
	 * Return a copy that strikes by chance.
	 * @param probability between 0 and 1
	 * @param seed where the sequence of chances starts, so that a run can be repeated
	 * @return the new misbehaviour
	 */
	public Misbehaviour probability(double probability, long seed) {
		return under(this.conditions.probability(probability, seed));
	}

	/**
	 * Return a copy that waits first, after the charge was booked.
	 * @param delay how long to wait
	 * @return the new misbehaviour
	 */
	public Misbehaviour after(Duration delay) {
		return under(this.conditions.delay(delay));
	}

	/**
	 * Return a copy that strikes only on this path.
	 * @param glob the path; {@code *} stands for a part of a segment, {@code **} for any
	 * number of segments. Picture files are struck only when named: {@code /files/**}
	 * @return the new misbehaviour
	 */
	public Misbehaviour onPath(String glob) {
		return under(this.conditions.filter(this.conditions.filter().path(glob)));
	}

	/**
	 * Return a copy that strikes only requests for this model.
	 * @param model the model name
	 * @return the new misbehaviour
	 */
	public Misbehaviour forModel(String model) {
		return under(this.conditions.filter(this.conditions.filter().model(model)));
	}

	/**
	 * Return a copy that strikes only requests with this key.
	 * @param key the API key
	 * @return the new misbehaviour
	 */
	public Misbehaviour forKey(String key) {
		return under(this.conditions.filter(this.conditions.filter().key(key)));
	}

	/**
	 * Return a copy for which the client pays.
	 * @return the new misbehaviour
	 */
	public Misbehaviour charged() {
		return charge(Charge.KEPT);
	}

	/**
	 * Return a copy for which nobody pays.
	 * @return the new misbehaviour
	 */
	public Misbehaviour notCharged() {
		return charge(Charge.NONE);
	}

	/**
	 * Return when this strikes.
	 * @return the moment
	 */
	public Moment moment() {
		return this.fault.moment();
	}

	private Misbehaviour charge(Charge charge) {
		return new Misbehaviour(this.name, this.fault, charge, this.conditions);
	}

	private Misbehaviour under(Conditions conditions) {
		return new Misbehaviour(this.name, this.fault, this.charge, conditions);
	}

	Fault fault() {
		return this.fault;
	}

	Conditions conditions() {
		return this.conditions;
	}

	boolean isCharged(boolean failedCallsFree) {
		return ((this.charge != null) ? this.charge : this.fault.charge()).kept(failedCallsFree);
	}

	@Override
	public String toString() {
		return this.name + this.conditions;
	}

}
