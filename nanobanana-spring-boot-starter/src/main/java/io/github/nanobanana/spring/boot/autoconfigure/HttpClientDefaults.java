package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What the application says of all its HTTP clients. Read here and not taken from Spring
 * Boot's {@code HttpClientSettings}, which would bring spring-web. Redirects are left out
 * on purpose: a paid call never follows one.
 *
 * @param connectTimeout the time for a connection, or {@code null}
 * @param readTimeout the longest silence, or {@code null}
 * @param bundle the name of an SSL bundle, or {@code null}
 */
record HttpClientDefaults(@Nullable Duration connectTimeout, @Nullable Duration readTimeout, @Nullable String bundle) {

	static final String PREFIX = "spring.http.clients";

	static HttpClientDefaults of(Environment environment) {
		Binder binder = Binder.get(environment);
		return new HttpClientDefaults(time(binder, ".connect-timeout"), time(binder, ".read-timeout"),
				Shown.text(binder.bind(PREFIX + ".ssl.bundle", String.class).orElse(null)));
	}

	private static @Nullable Duration time(Binder binder, String property) {
		Duration time = binder.bind(PREFIX + property, Duration.class).orElse(null);
		return (time != null && time.toMillis() >= 1) ? time : null;
	}

}
