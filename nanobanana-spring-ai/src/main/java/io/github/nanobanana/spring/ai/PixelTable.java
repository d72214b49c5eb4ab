package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

	private static final Map<ModelFamily, PixelTable> TABLES = tables();

	private final TreeMap<ImageSize, Map<AspectRatio, PixelSize>> tiers = new TreeMap<>();

	private PixelTable() {
	}

	/** Made for the first prompt, so that the start of an application does not wait. */
	private static Map<ModelFamily, PixelTable> tables() {
		Map<ModelFamily, PixelTable> tables = new EnumMap<>(ModelFamily.class);
		for (ModelFamily family : ModelFamily.values()) {
			tables.put(family, switch (family) {
				case GEMINI_2_5_FLASH_IMAGE -> new PixelTable().with(ImageSize.ONE_K, FIRST_GENERATION, 1);
				case GEMINI_3_PRO_IMAGE -> new PixelTable().withLargeTiers(CLASSIC);
				case GEMINI_3_1_FLASH_IMAGE ->
					new PixelTable().withLargeTiers(classicAndBannerRows()).with(ImageSize.HALF_K, HALF, 1);
				case GEMINI_3_1_FLASH_LITE_IMAGE -> new PixelTable().with(ImageSize.ONE_K, classicAndBannerRows(), 1);
				case NANO_BANANA_2_1 -> new PixelTable().withLargeTiers(classicAndBannerRows());
			});
		}
		return tables;
	}

	static PixelTable of(ModelFamily family) {
		return Objects.requireNonNull(TABLES.get(family));
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
