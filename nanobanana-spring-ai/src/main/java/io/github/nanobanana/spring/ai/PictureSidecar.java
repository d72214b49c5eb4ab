package io.github.nanobanana.spring.ai;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.archive.PictureRecord;
import io.github.nanobanana.spring.ai.archive.PictureRecord.ReferenceDigest;
import io.github.nanobanana.spring.ai.archive.PictureRecords;
import io.github.nanobanana.spring.ai.failover.Delivery;
import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureContent;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.Reference;

/**
 * Puts down what is known of a picture that is stored.
 *
 * @param request the prompt with everything decided
 * @param delivery how the picture came
 * @param metadata what the caller is told of it
 */
record PictureSidecar(ImageRequest request, Delivery<NanoBananaEndpoint> delivery,
		NanoBananaImageGenerationMetadata metadata) {

	byte[] write(Picture picture, Instant created, String sha256) {
		ImageCall call = this.delivery.call();
		Reference mask = call.mask();
		return PictureRecords.write(new PictureRecord(OptionNames.text(call.prompt()),
				OptionNames.of(this.request.options().toOptions()), OptionNames.of(call), this.metadata.model(),
				this.metadata.endpoint(), call.id(), this.metadata.requestId(), call.seed(), revisedPrompt(), created,
				this.delivery.elapsed(), this.metadata.price(), picture.format().mimeType(), picture.pixels(),
				picture.size(), sha256, call.references().stream().map(PictureSidecar::digest).toList(),
				(mask != null) ? digest(mask) : null, getClass().getPackage().getImplementationVersion()));
	}

	private @Nullable String revisedPrompt() {
		String revised = this.metadata.revisedPrompt();
		return (revised != null) ? OptionNames.text(revised) : null;
	}

	private static ReferenceDigest digest(Reference reference) {
		PictureContent content = reference.content();
		if (content != null) {
			return new ReferenceDigest(sha256(content), content.length(), content.format().mimeType(), null, false);
		}
		URI url = reference.url();
		boolean cut = url != null
				&& (url.getRawQuery() != null || url.getRawFragment() != null || url.getRawUserInfo() != null);
		return new ReferenceDigest(null, null, null, reference.toString(), cut);
	}

	/** A reference that can be read no more went along all the same. */
	private static @Nullable String sha256(PictureContent content) {
		try {
			return content.sha256();
		}
		catch (IOException ex) {
			return null;
		}
	}

}
