package io.github.nanobanana.spring.ai;

import java.util.List;

import io.github.nanobanana.spring.ai.image.PixelSize;

/**
 * The ratio and tier that come closest to a width and height in pixels.
 * <p>
 * The ratio is the {@linkplain AspectRatio#nearest nearest} that the family draws; the
 * tier is the smallest whose pixels cover both asked sides, or the largest if none does.
 * Every pair of the family's pixel table maps to its own row and column. For others the
 * shape of the picture differs from the asked one by at most 15 percent between 9:16 and
 * 21:9, and by at most 50 percent between 1:8 and 8:1 in a family that draws those.
 *
 * @param asked the pixels asked for
 * @param ratio the ratio to send
 * @param size the tier to send
 * @param drawn the pixels that the family draws for them
 */
record PixelMapping(PixelSize asked, AspectRatio ratio, ImageSize size, PixelSize drawn) {

	static PixelMapping of(ModelFamily family, PixelSize asked) {
		AspectRatio ratio = AspectRatio.nearest((double) asked.width() / asked.height(), family.ratios());
		List<ImageSize> sizes = family.sizes();
		PixelMapping mapping = of(family, asked, ratio, sizes.get(0));
		for (int i = 1; i < sizes.size() && !mapping.drawn.covers(asked); i++) {
			mapping = of(family, asked, ratio, sizes.get(i));
		}
		return mapping;
	}

	private static PixelMapping of(ModelFamily family, PixelSize asked, AspectRatio ratio, ImageSize size) {
		PixelSize drawn = family.pixels(ratio, size);
		if (drawn == null) {
			throw new IllegalStateException(family + " lists no pixels for " + ratio + " at " + size);
		}
		return new PixelMapping(asked, ratio, size, drawn);
	}

}
