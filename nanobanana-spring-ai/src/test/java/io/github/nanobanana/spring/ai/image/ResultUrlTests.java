package io.github.nanobanana.spring.ai.image;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ResultUrlTests {

	@Test
	void toStringWhenQueryIsSignedLeavesItOut() {
		ResultUrl url = ResultUrl.of(URI.create("HTTPS://cdn.example:8443/a%20b.png?X-Signature=secret#part"));
		assertThat(url).hasToString("https://cdn.example:8443/a%20b.png");
	}

	@ParameterizedTest
	@ValueSource(strings = { "file:///etc/passwd", "ftp://cdn.example/a", "a.png", "data:image/png;base64,AA==",
			"https:/a.png", "https://user:secret@cdn.example/a.png", "https://cd_n/a.png" })
	void ofWhenNotAPlainWebAddressIsRefused(String url) {
		assertThatExceptionOfType(PictureDownloadException.class).isThrownBy(() -> ResultUrl.of(URI.create(url)))
			.withMessageNotContaining("secret")
			.withMessageContaining("b64_json");
	}

	@ParameterizedTest
	@CsvSource({ "https://relay.example, https://relay.example:443/v1, true",
			"https://relay.example/a, https://RELAY.example/v1, true",
			"http://relay.example:80/a, http://relay.example/v1, true",
			"http://relay.example/a, https://relay.example/v1, false",
			"http://relay.example:8080/a, http://relay.example:8081/v1, false",
			"http://cdn.relay.example/a, http://relay.example/v1, false" })
	void hasOriginOfWhenComparedUsesSchemeHostAndPort(String url, String origin, boolean same) {
		assertThat(ResultUrl.of(URI.create(url)).hasOriginOf(URI.create(origin))).isEqualTo(same);
	}

	@Test
	void redirectWhenRelativeStaysOnHost() {
		ResultUrl url = ResultUrl.of(URI.create("https://cdn.example/a/b.png?c=d"));
		assertThat(url.redirect("../x.png?y=z").uri()).hasToString("https://cdn.example/x.png?y=z");
	}

	@Test
	void redirectWhenLocationIsUnusableQuotesNothing() {
		ResultUrl url = ResultUrl.of(URI.create("https://cdn.example/a.png"));
		assertThatExceptionOfType(PictureDownloadException.class).isThrownBy(() -> url.redirect("ht tp://x?secret"))
			.withMessageNotContaining("secret")
			.withNoCause();
		assertThatExceptionOfType(PictureDownloadException.class).isThrownBy(() -> url.redirect(null))
			.withMessageContaining("without saying where");
	}

}
