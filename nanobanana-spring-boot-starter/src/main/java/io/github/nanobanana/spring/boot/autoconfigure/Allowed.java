package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.ExactSize;
import io.github.nanobanana.spring.ai.ImageSize;
import io.github.nanobanana.spring.ai.ModelFamily;
import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;
import io.github.nanobanana.spring.ai.NanoBananaImageOptions;
import io.github.nanobanana.spring.ai.PictureDelivery;

/**
 * What each property allows, in words for the failure text. The names of the constants
 * are those of the properties.
 */
enum Allowed {

	BASE_URL("the address of your relay's API in full, such as https://api.example.com; no relay is assumed"),

	API_KEY("the key from your relay's console, on one line and without spaces"),

	ACCOUNT("a name that endpoints of one account share"),

	TIER("a whole number: 0 for the first choice, 1 for the next, and so on"),

	WEIGHT("a whole number, 1 or more"),

	FAILED_CALLS("free, charged or unknown"),

	HEADERS("names with a value on one line each"),

	CONNECT_TIMEOUT("a duration from 1ms to 5m, such as 10s"),

	KEEP_ALIVE("0, or a duration from 10ms to 1m, such as 1s"),

	READ_TIMEOUT("a duration from 1ms to 1h, such as 120s"),

	SSL("bundle, with the name of an SSL bundle"),

	BUNDLE("the name of an SSL bundle, below spring.ssl.bundle, or none"),

	PROXY("type, host, port, username and password, each in a property of its own"),

	TYPE(words(ProxyType.values())),

	HOST("the name or address of the proxy alone, such as proxy.example.com"),

	PORT("a whole number from 1 to 65535, such as 3128"),

	USERNAME("a user name that the proxy knows"),

	PASSWORD("the password for the proxy"),

	MAX_CONCURRENT_CALLS("a whole number from 1 to 10000"),

	PROBE_PATH("a path that costs nothing, beginning with '/', such as /v1/models, or none"),

	IDEMPOTENCY_HEADER("a header's name of letters, digits and hyphens, such as Idempotency-Key"),

	TRACE_PROPAGATION("true or false"),

	DIALECT(words(Dialect.values())),

	DIALECT_SETTINGS("settings by name, such as ratio-field"),

	MODELS("the relay's name for a model, by the name that prompts ask for, each of 1 to 200 printable characters"),

	FAMILIES(Arrays.stream(ModelFamily.values()).map(ModelFamily::id).collect(Collectors.joining(", "))),

	PRICES("a number, 0 or more, by the relay's name for a model or by name and tier such as nano-banana-2/4K"),

	MAX_RESPONSE_SIZE("a size of 1KB or more, such as 64MB"),

	MAX_WAITING_CALLS("a whole number, 0 or more"),

	MAX_WAIT("a duration from 0 to 1h, such as 60s"),

	PROBE_INTERVAL("0 for no probes, or a duration from 1s to 1d, such as 30s"),

	PROBE_TIMEOUT("a duration from 1ms to 1m, such as 5s"),

	SHUTDOWN_TIMEOUT("a duration from 0 to 1h, such as 30s"), MAX_HEADER_SIZE("a size from 1KB to 1MB, such as 64KB"),

	ENDPOINTS("endpoints by name, each with a base-url"),

	MODE(words(NanoBananaImageMode.values())),

	FALLBACK("the name of another bean of type ImageModel"),

	MODEL("a model's name of 1 to 200 printable characters, such as " + NanoBananaImageOptions.DEFAULT_MODEL),

	N("a whole number from 1 to " + NanoBananaImageOptions.MAX_N),

	WIDTH("a whole number of pixels from 1 to " + NanoBananaImageOptions.MAX_SIDE),

	HEIGHT("a whole number of pixels from 1 to " + NanoBananaImageOptions.MAX_SIDE),

	ASPECT_RATIO("width:height from 1:20 to 20:1 within quotes, such as \"16:9\""),

	IMAGE_SIZE(ImageSize.values().stream().map(ImageSize::value).collect(Collectors.joining(", "))),

	EXACT_SIZE(words(ExactSize.values())),

	SIZE("pixels such as 1024x1024, a ratio such as \"16:9\" within quotes, or auto"),

	RESPONSE_FORMAT("url or b64_json"),

	STYLE("any text"),

	SEED("a whole number from 1 to 9007199254740991, or -1 for a random one"),

	TIMEOUT("a duration above 0 and at most 1h, such as 300s"),

	EXTRA_BODY("fields by name, other than model, prompt and n"),

	STORE("a folder, the start of the addresses of writable Spring resources such as s3://bucket/pictures/, or none"),

	DELIVERY(words(PictureDelivery.values())),

	MAX_PICTURE_SIZE("a size of 1KB or more, such as 48MB"),

	MAX_PIXELS("a whole number from 1 to " + NanoBananaImageModelBuilder.MOST_PIXELS),

	MAX_REDIRECTS("a whole number from 0 to 20"),

	DOWNLOAD_ATTEMPTS("a whole number from 1 to 10"),

	DOWNLOAD_TIMEOUT("a duration from 1ms to 1h, such as 120s"),

	ALLOW_HTTP("true or false"),

	ALLOW_PRIVATE_ADDRESSES("true or false");

	private final String words;

	Allowed(String words) {
		this.words = words;
	}

	private static String words(Enum<?>[] choices) {
		return Arrays.stream(choices).map(Shown::word).collect(Collectors.joining(", "));
	}

	/**
	 * Returns what the property allows that this element of a property's name stands for.
	 */
	static @Nullable Allowed of(String element) {
		String uniform = uniform(element);
		return Arrays.stream(values())
			.filter((allowed) -> uniform(allowed.name()).equals(uniform))
			.findFirst()
			.orElse(null);
	}

	static String uniform(String name) {
		return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the name of the property, such as {@code base-url}.
	 */
	String property() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	String under(String prefix) {
		return prefix + "." + property();
	}

	@Override
	public String toString() {
		return this.words;
	}

}
