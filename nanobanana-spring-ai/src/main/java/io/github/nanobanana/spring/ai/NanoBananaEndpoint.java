package io.github.nanobanana.spring.ai;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.model.ApiKey;

import io.github.nanobanana.spring.ai.endpoint.Endpoint;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.image.HttpTransport;
import io.github.nanobanana.spring.ai.image.PixelSize;
import io.github.nanobanana.spring.ai.relay.BaseUrl;
import io.github.nanobanana.spring.ai.relay.FixedKey;
import io.github.nanobanana.spring.ai.relay.HeaderRules;
import io.github.nanobanana.spring.ai.relay.InvalidApiKeyException;
import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.RelayEndpoint;
import io.github.nanobanana.spring.ai.relay.dialect.GptBestDialect;

/**
 * One relay endpoint to send calls to: an address, a key and what is known of the relay's
 * habits. Immutable; its text form never shows the key.
 */
public final class NanoBananaEndpoint {

	private final RelayEndpoint target;

	private final ModelAliases modelAliases;

	private final Map<String, String> models;

	private final Map<String, BigDecimal> prices;

	private NanoBananaEndpoint(RelayEndpoint target, Builder settings) {
		this.target = target;
		this.modelAliases = settings.modelAliases;
		this.models = Map.copyOf(settings.models);
		this.prices = Map.copyOf(settings.prices);
	}

	/**
	 * Starts an endpoint.
	 * @param name a name for messages, metadata and metrics, unique in a model
	 * @return a builder
	 */
	public static Builder builder(String name) {
		return new Builder(name);
	}

	/**
	 * The name of the endpoint.
	 * @return the name, as in messages, metadata and metrics
	 */
	public String getName() {
		return this.target.id();
	}

	RelayEndpoint target() {
		return this.target;
	}

	/** The way to it, which leads to the pictures that it serves itself too. */
	HttpTransport transport() {
		return this.target.transport();
	}

	/** The scheme, authority and prefix of its address. */
	URI root() {
		return this.target.baseUrl().root();
	}

	/**
	 * Ratio and tier, found from the pixels of a size text too: not every relay takes
	 * one.
	 */
	ImageShape shape(ResolvedImageOptions adapted) {
		PixelSize pixels = OptionChecks.pixels(adapted.size());
		if (pixels == null) {
			return adapted.shape();
		}
		NanoBananaImageOptions asked = NanoBananaImageOptions.builder()
			.width(pixels.width())
			.height(pixels.height())
			.build();
		return ImageShape.of(asked, adapted.model(), this.modelAliases);
	}

	boolean takesAddresses() {
		return this.target.dialect().takesAddresses();
	}

	/** How many reference pictures a model is known to read, or {@code null}. */
	@Nullable Integer maxReferences(String model) {
		ModelFamily family = this.modelAliases.family(model);
		return (family != null) ? family.maxReferences() : null;
	}

	/** What a picture costs here, by the tier if the list tells tiers apart. */
	@Nullable BigDecimal price(String model, @Nullable String tier) {
		BigDecimal price = (tier != null) ? this.prices.get(model + "/" + tier) : null;
		return (price != null) ? price : this.prices.get(model);
	}

	/** The options as this endpoint understands them. */
	ResolvedImageOptions adapt(ResolvedImageOptions options) {
		return options.forModel(this.models.getOrDefault(options.model(), options.model()), this.modelAliases);
	}

	@Override
	public String toString() {
		return "NanoBananaEndpoint[%s, %s]".formatted(this.target.id(), this.target.baseUrl());
	}

	/**
	 * Collects what an endpoint needs; only the address and the key are required.
	 */
	public static final class Builder {

		private static final Duration SHORTEST_KEEP_ALIVE = Duration.ofMillis(10);

		private static final Duration LONGEST_KEEP_ALIVE = Duration.ofMinutes(1);

		/** RFC 3986, sections 3.3 and 3.4, without what is rarely meant. */
		private static final Pattern PATH = Pattern.compile("/[0-9A-Za-z/._~%:@!$&'()*+,;=?-]*");

		private final String name;

		private @Nullable String baseUrl;

		private @Nullable Supplier<String> apiKey;

		/** What the key is, as far as it can be told without asking for it. */
		private Object keyIdentity = "";

		private @Nullable String account;

		private @Nullable String probePath;

		private boolean probed = true;

		private @Nullable String idempotencyHeader;

		private boolean tracePropagation;

		private int tier;

		private int weight = 1;

		private FailedCalls failedCalls = FailedCalls.UNKNOWN;

		private final Map<String, String> headers = new LinkedHashMap<>();

		private Supplier<Map<String, String>> currentHeaders = RelayEndpoint.NO_HEADERS;

		private HttpTransport transport = HttpTransport.direct();

		private Duration connectTimeout = Duration.ofSeconds(10);

		private Duration keepAlive = Duration.ofSeconds(1);

		private int maxConcurrentCalls = 16;

		private RelayDialect dialect = new GptBestDialect();

		private ModelAliases modelAliases = ModelAliases.defaults();

		private final Map<String, String> models = new LinkedHashMap<>();

		private final Map<String, BigDecimal> prices = new LinkedHashMap<>();

		private Builder(String name) {
			this.name = name;
		}

		/**
		 * The address of the relay's API, with or without {@code /v1}, a trailing slash
		 * or the rest of the path.
		 * @param baseUrl an http or https address
		 * @return this builder
		 */
		public Builder baseUrl(String baseUrl) {
			this.baseUrl = baseUrl;
			return this;
		}

		/**
		 * A key that never changes.
		 * @param apiKey the key from the relay's console
		 * @return this builder
		 */
		public Builder apiKey(String apiKey) {
			this.apiKey = new FixedKey(apiKey);
			this.keyIdentity = apiKey;
			InvalidApiKeyException.check(apiKey, this.name);
			return this;
		}

		/**
		 * A key that is asked for anew at every call, on a thread that may block.
		 * @param apiKey gives the key
		 * @return this builder
		 */
		public Builder apiKey(ApiKey apiKey) {
			this.apiKey = apiKey::getValue;
			this.keyIdentity = apiKey;
			return this;
		}

		/**
		 * The account behind the key. Endpoints that are lines of one account share what
		 * is learnt about key and quota.
		 * @param account a name; an account of its own by default
		 * @return this builder
		 */
		public Builder account(String account) {
			require(!account.isBlank(), "has an account without a name: leave it away or name it");
			this.account = account;
			return this;
		}

		/**
		 * Where a probe asks whether the endpoint is there and takes the key.
		 * @param probePath a path from the root on that costs nothing; the dialect's list
		 * of models by default
		 * @return this builder
		 */
		public Builder probePath(String probePath) {
			require(PATH.matcher(probePath).matches(),
					"has a probe path that is none: begin it with '/', such as /v1/models");
			this.probePath = probePath;
			return this;
		}

		/**
		 * Whether the endpoint is probed between calls.
		 * @param probed {@code true} by default
		 * @return this builder
		 */
		public Builder probed(boolean probed) {
			this.probed = probed;
			return this;
		}

		/**
		 * The header in which the relay takes a key that makes a repeated call the same
		 * call. The name of the call is sent in it. It never makes another relay safe to
		 * ask: relays share no ledger.
		 * @param idempotencyHeader the header's name, such as {@code Idempotency-Key};
		 * none by default
		 * @return this builder
		 */
		public Builder idempotencyHeader(String idempotencyHeader) {
			require(HeaderRules.isName(idempotencyHeader),
					"has an idempotency header with a name that no header can have: use letters, digits and hyphens");
			this.idempotencyHeader = idempotencyHeader;
			return this;
		}

		/**
		 * Whether calls carry what names the trace to the relay, such as
		 * {@code traceparent}, and the baggage that the application sends along.
		 * @param tracePropagation {@code false} by default: a relay is a third party
		 * @return this builder
		 */
		public Builder tracePropagation(boolean tracePropagation) {
			this.tracePropagation = tracePropagation;
			return this;
		}

		/**
		 * The rank: a higher number is used only when every lower one is resting, full or
		 * was tried.
		 * @param tier 0 or more; 0 by default
		 * @return this builder
		 */
		public Builder tier(int tier) {
			this.tier = tier;
			return this;
		}

		/**
		 * The share of calls among the endpoints of one tier.
		 * @param weight 1 or more; 1 by default
		 * @return this builder
		 */
		public Builder weight(int weight) {
			this.weight = weight;
			return this;
		}

		/**
		 * What the relay promises about calls that end in an error answer.
		 * @param failedCalls {@link FailedCalls#UNKNOWN} by default
		 * @return this builder
		 */
		public Builder failedCalls(FailedCalls failedCalls) {
			this.failedCalls = failedCalls;
			return this;
		}

		/**
		 * A header to send with every call; it replaces a default of the same name.
		 * @param name the header's name
		 * @param value the header's value, which may be a secret
		 * @return this builder
		 * @throws IllegalArgumentException if the name or the value cannot be sent
		 */
		public Builder header(String name, String value) {
			require(HeaderRules.isName(name),
					"has a header with a name that no header can have: use letters, digits and hyphens");
			require(HeaderRules.isValue(value),
					"has a line break or control character in header %s: leave it away".formatted(name));
			this.headers.put(name, value);
			return this;
		}

		/**
		 * Headers that are asked for anew at every request, probes included, such as a
		 * token of a gateway. They outweigh the other headers. If asking fails, nothing
		 * is sent and another endpoint is asked.
		 * @param headers gives names and values, which may be secrets; may block
		 * @return this builder
		 */
		public Builder headers(Supplier<Map<String, String>> headers) {
			this.currentHeaders = headers;
			return this;
		}

		/**
		 * The way to the relay: proxy, TLS, read timeout and more.
		 * @param transport {@link HttpTransport#direct()} by default
		 * @return this builder
		 */
		public Builder transport(HttpTransport transport) {
			this.transport = transport;
			return this;
		}

		/**
		 * The time allowed for each step of a connection: TCP, the proxy, TLS.
		 * @param connectTimeout 10 s by default, at most 5 min
		 * @return this builder
		 */
		public Builder connectTimeout(Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
			return this;
		}

		/**
		 * How long a connection may be idle after a call that went well and still carry
		 * another, where the relay says {@code Connection: keep-alive}. If the relay says
		 * after how long it closes, half of that holds where it is less. A relay that
		 * closes the connection just as a call is sent loses the call, whose outcome is
		 * unknown then, so stay well below its time.
		 * @param keepAlive 10 ms to 1 min, 1 s by default; zero for a new connection at
		 * each call
		 * @return this builder
		 */
		public Builder keepAlive(Duration keepAlive) {
			this.keepAlive = keepAlive;
			return this;
		}

		/**
		 * The calls sent to this endpoint at once; more wait in line.
		 * @param maxConcurrentCalls 1 to 10,000; 16 by default
		 * @return this builder
		 */
		public Builder maxConcurrentCalls(int maxConcurrentCalls) {
			this.maxConcurrentCalls = maxConcurrentCalls;
			return this;
		}

		/**
		 * How the relay is spoken to.
		 * @param dialect {@link GptBestDialect} by default
		 * @return this builder
		 */
		public Builder dialect(RelayDialect dialect) {
			this.dialect = dialect;
			return this;
		}

		/**
		 * Which family of models the relay means by a name; sizes and ratios follow from
		 * it.
		 * @param modelAliases {@link ModelAliases#defaults()} by default
		 * @return this builder
		 */
		public Builder modelAliases(ModelAliases modelAliases) {
			this.modelAliases = modelAliases;
			return this;
		}

		/**
		 * Another name by which this relay knows a model.
		 * @param model the name that applications ask for
		 * @param name the name that is sent to this relay
		 * @return this builder
		 */
		public Builder model(String model, String name) {
			this.models.put(model, name);
			return this;
		}

		/**
		 * What a picture costs, for the metadata of pictures.
		 * @param model the model's name at this relay, or name and tier as in
		 * {@code nano-banana-2/4K}
		 * @param price the price of one picture, 0 or more, in whatever currency the
		 * account is kept
		 * @return this builder
		 */
		public Builder price(String model, BigDecimal price) {
			require(price.signum() >= 0, "has a price below 0 for %s: use 0 or more".formatted(model));
			this.prices.put(model, price);
			return this;
		}

		/**
		 * Makes the endpoint.
		 * @return the endpoint
		 * @throws IllegalArgumentException if something is missing or out of bounds, with
		 * a sentence that says what to change
		 */
		public NanoBananaEndpoint build() {
			String address = required(this.baseUrl, "has no base URL: set baseUrl to the address of your relay's API, "
					+ "such as https://api.example.com; no relay is assumed");
			Supplier<String> key = required(this.apiKey,
					"has no API key: set apiKey to the key from the relay's console");
			require(this.maxConcurrentCalls >= 1 && this.maxConcurrentCalls <= 10_000,
					"allows %d calls at once: use 1 to 10000".formatted(this.maxConcurrentCalls));
			require(this.connectTimeout.toMillis() >= 1 && this.connectTimeout.toMinutes() <= 5,
					"has a connect timeout of %s: use 1 ms to 5 min".formatted(this.connectTimeout));
			require(this.keepAlive.isZero() || this.keepAlive.compareTo(SHORTEST_KEEP_ALIVE) >= 0
					&& this.keepAlive.compareTo(LONGEST_KEEP_ALIVE) <= 0,
					"keeps idle connections for %s: use 0, or 10 ms to 1 min".formatted(this.keepAlive));
			BaseUrl root = BaseUrl.of(address);
			Endpoint endpoint = new Endpoint(this.name, (this.account != null) ? this.account : this.name,
					List.of(root, this.keyIdentity), this.tier, this.weight, this.failedCalls, this.maxConcurrentCalls,
					this.probed, this.models);
			RelayEndpoint target = new RelayEndpoint(endpoint, root, key, this.dialect, this.headers,
					this.currentHeaders, this.transport, this.connectTimeout, this.keepAlive, this.maxConcurrentCalls,
					this.probePath, this.idempotencyHeader, this.tracePropagation);
			return new NanoBananaEndpoint(target, this);
		}

		private <T> T required(@Nullable T value, String otherwise) {
			if (value == null) {
				throw new IllegalArgumentException("Endpoint '%s' %s.".formatted(this.name, otherwise));
			}
			return value;
		}

		private void require(boolean holds, String otherwise) {
			if (!holds) {
				throw new IllegalArgumentException("Endpoint '%s' %s.".formatted(this.name, otherwise));
			}
		}

	}

}
