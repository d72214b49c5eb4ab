package io.github.nanobanana.samples.playground;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A secret that only pages of this server know: it is told over the live feed, which no
 * other origin can read, and comes back with every request that changes something.
 */
@Component
final class PageToken {

	static final String HEADER = "X-Playground-Token";

	private final String value;

	PageToken() {
		byte[] random = new byte[24];
		new SecureRandom().nextBytes(random);
		this.value = HexFormat.of().formatHex(random);
	}

	String value() {
		return this.value;
	}

	boolean matches(@Nullable String sent) {
		return sent != null && MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8),
				this.value.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String toString() {
		return "PageToken[]";
	}

}
