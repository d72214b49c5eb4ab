package io.github.nanobanana.spring.ai.relay;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link BaseUrl}.
 */
class BaseUrlTests {

	@ParameterizedTest
	@ValueSource(strings = { "https://api.example.com", "https://api.example.com/", "https://api.example.com///",
			"https://api.example.com/v1", "https://api.example.com/v1/", " https://api.example.com/v1 ",
			"HTTPS://api.example.com/v1", "https://api.example.com/v1/images", "https://api.example.com/v1beta",
			"https://api.example.com/v1/images/generations", "https://api.example.com/v1/images/generations/",
			"https://api.example.com/v1/images/edits", "https://api.example.com/images/generations",
			"https://api.example.com/v1/chat/completions", "https://api.example.com/v1beta/models/x:generateContent",
			"https://api.example.com/v1/models" })
	void ofWhenTypedInAnyFormFindsTheRoot(String typed) {
		assertThat(BaseUrl.of(typed).resolve("/v1/images/generations"))
			.hasToString("https://api.example.com/v1/images/generations");
	}

	@ParameterizedTest
	@CsvSource({ "http://127.0.0.1:8080/v1, http://127.0.0.1:8080", "https://h/openai/v1/, https://h/openai",
			"https://h/proxy, https://h/proxy", "https://h/v11, https://h/v11",
			"http://[::1]:8080/v1, http://[::1]:8080" })
	void ofWhenThereIsPortOrPrefixKeepsIt(String typed, String root) {
		assertThat(BaseUrl.of(typed)).hasToString(root);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "api.example.com", "api.example.com/v1", "ftp://api.example.com", "https://",
			"https:///v1", "https://exa mple.com", "https://例 子.com", "nonsense", "https://h/v1?key=1",
			"https://h/#a" })
	void ofWhenNoAddressSaysWhatToWrite(String typed) {
		assertThatIllegalArgumentException().isThrownBy(() -> BaseUrl.of(typed))
			.withMessageMatching(".*(write|leave).*\\.");
	}

	@Test
	void ofWhenSecretsAreInsideShowsNone() {
		assertThatIllegalArgumentException().isThrownBy(() -> BaseUrl.of("https://user:sk-secret@host/v1"))
			.withMessageNotContaining("sk-secret");
		assertThatIllegalArgumentException().isThrownBy(() -> BaseUrl.of("https://host/v1?key=sk-secret"))
			.withMessageNotContaining("sk-secret");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> BaseUrl.of("https://user:sk-secret@ho st/v1?key=sk-secret"))
			.withMessageNotContaining("sk-secret");
		assertThatIllegalArgumentException().isThrownBy(() -> BaseUrl.of("sk-secret.0123456789"))
			.withMessageNotContaining("sk-secret");
		assertThatIllegalArgumentException().isThrownBy(() -> BaseUrl.of("AIzaSecret"))
			.withMessageNotContaining("AIzaSecret");
	}

}
