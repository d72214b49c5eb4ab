package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.image.PixelSize;

/**
 * How many pixels a family of models draws for a ratio and a tier, as Google's page on
 * image generation lists them (ai.google.dev/gemini-api/docs/image-generation).
 * <p>
 * That page gives 792x168 for 21:9 at 512, a shape of nearly 5:1; the other tiers make it
 * a misprint of 792x336, which stands here.
 */
final class PixelTable {

	private static final List<String> FIRST_GENERATION = List.of("1:1 1024x1024", "2:3 832x1248", "3:2 1248x832",
			"3:4 864x1184", "4:3 1184x864", "4:5 896x1152", "5:4 1152x896", "9:16 768x1344", "16:9 1344x768",
			"21:9 1536x672");

	private static final List<String> CLASSIC = List.of("1:1 1024x1024", "2:3 848x1264", "3:2 1264x848", "3:4 896x1200",
			"4:3 1200x896", "4:5 928x1152", "5:4 1152x928", "9:16 768x1376", "16:9 1376x768", "21:9 1584x672");

	private static final List<String> BANNERS = List.of("1:4 512x2048", "4:1 2048x512", "1:8 384x3072", "8:1 3072x384");

	private static final List<String> HALF = List.of("1:1 512x512", "2:3 424x632", "3:2 632x424", "3:4 448x600",
			"4:3 600x448", "4:5 464x576", "5:4 576x464", "9:16 384x688", "16:9 688x384", "21:9 792x336", "1:4 256x1024",
			"4:1 1024x256", "1:8 192x1536", "8:1 1536x192");

	private final TreeMap<ImageSize, Map<AspectRatio, PixelSize>> tiers = new TreeMap<>();

	static PixelTable firstGeneration() {
		return new PixelTable().with(ImageSize.ONE_K, FIRST_GENERATION, 1);
	}

	static PixelTable classic() {
		return new PixelTable().withLargeTiers(CLASSIC);
	}

	static PixelTable classicAndBanners() {
		return new PixelTable().withLargeTiers(classicAndBannerRows());
	}

	static PixelTable classicAndBannersFromHalf() {
		return classicAndBanners().with(ImageSize.HALF_K, HALF, 1);
	}

	static PixelTable classicAndBannersAtOneK() {
		return new PixelTable().with(ImageSize.ONE_K, classicAndBannerRows(), 1);
	}

	private static List<String> classicAndBannerRows() {
		List<String> rows = new ArrayList<>(CLASSIC);
		rows.addAll(BANNERS);
		return rows;
	}

	private PixelTable withLargeTiers(List<String> rows) {
		return with(ImageSize.ONE_K, rows, 1).with(ImageSize.TWO_K, rows, 2).with(ImageSize.FOUR_K, rows, 4);
	}

	private PixelTable with(ImageSize tier, List<String> rows, int factor) {
		Map<AspectRatio, PixelSize> column = new LinkedHashMap<>();
		for (String row : rows) {
			String[] cells = row.split("[ x]");
			PixelSize pixels = new PixelSize(Integer.parseInt(cells[1]), Integer.parseInt(cells[2]));
			column.put(AspectRatio.of(cells[0]), pixels.times(factor));
		}
		this.tiers.put(tier, Collections.unmodifiableMap(column));
		return this;
	}

	List<AspectRatio> ratios() {
		return List.copyOf(this.tiers.firstEntry().getValue().keySet());
	}

	List<ImageSize> sizes() {
		return List.copyOf(this.tiers.keySet());
	}

	@Nullable PixelSize pixels(AspectRatio ratio, ImageSize size) {
		Map<AspectRatio, PixelSize> column = this.tiers.get(size);
		return (column != null) ? column.get(ratio) : null;
	}

}
