package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.image.PixelSize;

/**
 * The ratio and tier to send, found from what was asked and from what the model's family
 * draws. Whatever is adjusted on the way is noted; nothing is refused.
 */
final class ImageShape {

	/** Whose pixel table serves where the model's name is not known. */
	private static final ModelFamily STAND_IN = ModelFamily.GEMINI_3_PRO_IMAGE;

	private final String model;

	private final @Nullable ModelFamily family;

	private final @Nullable ImageSize fixedSize;

	private final @Nullable PixelSize asked;

	private final List<String> notes = new ArrayList<>();

	private @Nullable AspectRatio aspectRatio;

	private @Nullable ImageSize imageSize;

	private ImageShape(String model, @Nullable ModelFamily family, @Nullable PixelSize asked) {
		this.model = model;
		this.family = family;
		this.fixedSize = ModelAliases.fixedSize(model);
		this.asked = asked;
	}

	static ImageShape of(NanoBananaImageOptions options, String model, ModelAliases aliases) {
		ImageShape shape = new ImageShape(model, aliases.family(model), options.exactPixels());
		shape.find(options.getAspectRatio(), options.getImageSize(), shape.asked);
		return shape;
	}

	private void find(@Nullable AspectRatio ratio, @Nullable ImageSize size, @Nullable PixelSize pixels) {
		PixelMapping mapping = (pixels != null) ? PixelMapping.of(table(), pixels) : null;
		if (ratio != null) {
			this.aspectRatio = drawn(ratio);
		}
		else if (mapping != null) {
			this.aspectRatio = mapping.ratio();
		}
		if (size != null) {
			this.imageSize = drawn(size);
		}
		else if (mapping != null) {
			this.imageSize = leftOpen() ? mapping.size() : null;
		}
		if (mapping != null) {
			note(mapping);
		}
	}

	private ModelFamily table() {
		return (this.family != null) ? this.family : STAND_IN;
	}

	private boolean leftOpen() {
		return this.fixedSize == null && table().sizes().size() > 1;
	}

	private AspectRatio drawn(AspectRatio asked) {
		if (this.family == null || this.family.ratios().contains(asked)) {
			return asked;
		}
		AspectRatio nearest = asked.nearest(this.family.ratios());
		if (!nearest.isSameShape(asked)) {
			this.notes.add("aspectRatio " + asked + " was sent as " + nearest + ", the nearest that " + this.family.id()
					+ " draws");
		}
		return nearest;
	}

	private @Nullable ImageSize drawn(ImageSize asked) {
		if (this.fixedSize != null) {
			noteDropped(asked, this.fixedSize, "the model name " + Quoted.of(this.model) + " fixes " + this.fixedSize);
			return null;
		}
		if (this.family == null || (leftOpen() && this.family.sizes().contains(asked))) {
			return asked;
		}
		ImageSize nearest = nearest(asked, this.family.sizes());
		if (!leftOpen()) {
			noteDropped(asked, nearest, this.family.id() + " draws " + nearest + " only");
			return null;
		}
		this.notes.add(
				"imageSize " + asked + " was sent as " + nearest + ", the nearest that " + this.family.id() + " draws");
		return nearest;
	}

	private static ImageSize nearest(ImageSize asked, List<ImageSize> sizes) {
		return sizes.stream()
			.filter((size) -> size.compareTo(asked) >= 0)
			.findFirst()
			.orElseGet(() -> sizes.get(sizes.size() - 1));
	}

	private void noteDropped(ImageSize asked, ImageSize drawn, String reason) {
		if (asked != drawn) {
			this.notes.add("imageSize " + asked + " was not sent: " + reason);
		}
	}

	private void note(PixelMapping mapping) {
		AspectRatio ratio = (this.aspectRatio != null) ? this.aspectRatio : mapping.ratio();
		ImageSize size = (this.imageSize != null) ? this.imageSize : mapping.size();
		size = (this.fixedSize != null) ? this.fixedSize : size;
		PixelSize drawn = table().pixels(ratio, size);
		if (!mapping.asked().equals(drawn)) {
			this.notes.add("width and height " + mapping.asked() + " were taken as " + ratio + " at " + size
					+ ((drawn != null) ? ", about " + drawn + " pixels" : "")
					+ ((this.family == null) ? ", as " + STAND_IN.id() + " draws them, since the model "
							+ Quoted.of(this.model) + " is not known" : ""));
		}
	}

	@Nullable AspectRatio aspectRatio() {
		return this.aspectRatio;
	}

	@Nullable ImageSize imageSize() {
		return this.imageSize;
	}

	/** The size in pixels: what was asked, else what ratio and tier stand for. */
	@Nullable PixelSize pixels() {
		if (this.asked != null || this.aspectRatio == null) {
			return this.asked;
		}
		ImageSize size = (this.fixedSize != null) ? this.fixedSize : this.imageSize;
		return table().pixels(this.aspectRatio, (size != null) ? size : ImageSize.ONE_K);
	}

	List<String> notes() {
		return this.notes;
	}

}
