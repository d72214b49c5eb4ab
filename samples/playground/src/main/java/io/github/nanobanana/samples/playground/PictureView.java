package io.github.nanobanana.samples.playground;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.StoredPicture;
import io.github.nanobanana.spring.ai.archive.PictureRecord;
import io.github.nanobanana.spring.ai.archive.PictureRecord.ReferenceDigest;

/**
 * A kept picture, as pages are told it.
 *
 * @param id its name in the archive
 * @param prompt the text that was sent
 * @param options the options that were asked for, by name
 * @param model the model that the relay says it used
 * @param endpoint the endpoint that delivered
 * @param created when it had arrived, in milliseconds of the epoch
 * @param elapsed milliseconds from the start of the call
 * @param price what it cost, or {@code null} if the price list does not say
 * @param seed the seed that was sent, or {@code null}
 * @param width its width in pixels, or {@code null}
 * @param height its height in pixels, or {@code null}
 * @param mimeType its format
 * @param bytes its length
 * @param requestId the relay's name for the call, or {@code null}
 * @param revisedPrompt the prompt as the relay reworded it, or {@code null}
 * @param references SHA-256s of the pictures that went along, {@code null} for addresses
 * @param mask the SHA-256 of the mask, or {@code null}
 */
record PictureView(String id, String prompt, Map<String, Object> options, String model, String endpoint, long created,
		long elapsed, @Nullable BigDecimal price, @Nullable Long seed, @Nullable Integer width,
		@Nullable Integer height, String mimeType, long bytes, @Nullable String requestId,
		@Nullable String revisedPrompt, List<@Nullable String> references, @Nullable String mask) {

	static PictureView of(StoredPicture picture) {
		PictureRecord record = picture.details();
		Integer width = (record.pixels() != null) ? record.pixels().width() : null;
		Integer height = (record.pixels() != null) ? record.pixels().height() : null;
		ReferenceDigest mask = record.mask();
		List<@Nullable String> references = new ArrayList<>();
		record.references().forEach((reference) -> references.add(reference.sha256()));
		return new PictureView(picture.name(), record.prompt(), record.options(), record.model(), record.endpoint(),
				record.created().toEpochMilli(), record.elapsed().toMillis(), record.price(), record.seed(), width,
				height, record.mimeType(), record.bytes(), record.requestId(), record.revisedPrompt(), references,
				(mask != null) ? mask.sha256() : null);
	}

	/** Without the prompt, which may be private. */
	@Override
	public String toString() {
		return "PictureView[" + this.id + "]";
	}

}
