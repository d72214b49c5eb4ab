package io.github.nanobanana.spring.ai.archive;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.image.PixelSize;

/**
 * What is known of a stored picture: enough to find it and to ask for it again. It holds
 * no key, no header and no base64.
 *
 * @param prompt the text that was sent
 * @param options the options as asked for, by name, defaults filled in
 * @param sent what the endpoint was told in their place, by name
 * @param model the model that the relay says it used, else the one that was sent
 * @param endpoint the name of the endpoint that delivered
 * @param callId the name of the call on this side
 * @param requestId the relay's name for the call, or {@code null}
 * @param seed the seed that was sent, or {@code null}
 * @param revisedPrompt the prompt as the relay reworded it, or {@code null}
 * @param created when the picture had arrived
 * @param elapsed the time from the start of the call, all attempts included
 * @param price what the picture cost, as the endpoint's price list says, or {@code null}
 * @param mimeType the format seen in the bytes
 * @param pixels the size seen in the bytes, or {@code null}
 * @param bytes the length of the picture
 * @param sha256 the picture's SHA-256 in lower-case hexadecimal
 * @param references the pictures that went along, in order
 * @param mask the mask that went along, or {@code null}
 * @param library the version of this library, or {@code null} where the jar does not say
 */
public record PictureRecord(String prompt, Map<String, Object> options, Map<String, Object> sent, String model,
		String endpoint, String callId, @Nullable String requestId, @Nullable Long seed, @Nullable String revisedPrompt,
		Instant created, Duration elapsed, @Nullable BigDecimal price, String mimeType, @Nullable PixelSize pixels,
		long bytes, String sha256, List<ReferenceDigest> references, @Nullable ReferenceDigest mask,
		@Nullable String library) {

	public PictureRecord {
		options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
		sent = Collections.unmodifiableMap(new LinkedHashMap<>(sent));
		references = List.copyOf(references);
	}

	/**
	 * Describes the picture without its prompt, which may be private.
	 */
	@Override
	public String toString() {
		return "PictureRecord[%s, %s, %s, %d bytes, model=%s, endpoint=%s, created=%s]".formatted(this.sha256,
				this.mimeType, this.pixels, this.bytes, this.model, this.endpoint, this.created);
	}

	/**
	 * A picture that went along with a prompt, by what it can be recognised by.
	 *
	 * @param sha256 the SHA-256 of its bytes in lower-case hexadecimal, or {@code null}
	 * if it was an address
	 * @param bytes the length, or {@code null} if it was an address
	 * @param mimeType the format, or {@code null} if it was an address
	 * @param url its address without user and query, which may be secrets, or
	 * {@code null} if it was bytes
	 * @param cut whether something of the address was left out
	 */
	public record ReferenceDigest(@Nullable String sha256, @Nullable Long bytes, @Nullable String mimeType,
			@Nullable String url, boolean cut) {

	}

}
