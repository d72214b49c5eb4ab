package io.github.nanobanana.relay.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Width and height of a picture. The table is Google's (image generation guide): one
 * column for gemini-2.5-flash-image, one shared by the later families, whose 2K and 4K
 * tiers are exactly two and four times the 1K tier.
 */
record Pixels(int width, int height) {

	static final List<String> CLASSIC_RATIOS = List.of("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9",
			"21:9");

	static final List<String> ALL_RATIOS = List.of("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9",
			"21:9", "1:4", "4:1", "1:8", "8:1");

	private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX*](\\d{1,5})");

	private static final Map<String, Pixels> FIRST_GENERATION = table("1:1 1024x1024", "2:3 832x1248", "3:2 1248x832",
			"3:4 864x1184", "4:3 1184x864", "4:5 896x1152", "5:4 1152x896", "9:16 768x1344", "16:9 1344x768",
			"21:9 1536x672");

	private static final Map<String, Pixels> ONE_K = table("1:1 1024x1024", "2:3 848x1264", "3:2 1264x848",
			"3:4 896x1200", "4:3 1200x896", "4:5 928x1152", "5:4 1152x928", "9:16 768x1376", "16:9 1376x768",
			"21:9 1584x672", "1:4 512x2048", "4:1 2048x512", "1:8 384x3072", "8:1 3072x384");

	// Google's table prints 792x168 for 21:9, which is no 21:9; all other rows are halves
	private static final Map<String, Pixels> HALF_K = table("1:1 512x512", "2:3 424x632", "3:2 632x424", "3:4 448x600",
			"4:3 600x448", "4:5 464x576", "5:4 576x464", "9:16 384x688", "16:9 688x384", "21:9 792x336", "1:4 256x1024",
			"4:1 1024x256", "1:8 192x1536", "8:1 1536x192");

	static Pixels of(ModelFamily family, String ratio, String tier) {
		Map<String, Pixels> table = (family == ModelFamily.NANO_BANANA) ? FIRST_GENERATION : ONE_K;
		Pixels pixels = "512".equals(tier) ? HALF_K.get(ratio) : table.get(ratio);
		if (pixels == null) {
			throw new IllegalArgumentException("No pixels for ratio " + ratio);
		}
		return switch (tier) {
			case "2K" -> pixels.times(2);
			case "4K" -> pixels.times(4);
			default -> pixels;
		};
	}

	static @Nullable Pixels parse(String size) {
		Matcher matcher = SIZE.matcher(size);
		if (!matcher.matches()) {
			return null;
		}
		Pixels pixels = new Pixels(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
		return (pixels.width > 0 && pixels.height > 0) ? pixels : null;
	}

	/** Relays of the gpt-best family use a pixel size only to steer the ratio. */
	String nearestRatio(List<String> ratios) {
		double wanted = Math.log((double) this.width / this.height);
		String nearest = ratios.get(0);
		double least = Double.MAX_VALUE;
		for (String ratio : ratios) {
			double distance = Math.abs(wanted - Math.log(ratioOf(ratio)));
			if (distance < least) {
				least = distance;
				nearest = ratio;
			}
		}
		return nearest;
	}

	Pixels times(int factor) {
		return new Pixels(this.width * factor, this.height * factor);
	}

	@Override
	public String toString() {
		return this.width + "x" + this.height;
	}

	private static double ratioOf(String ratio) {
		int colon = ratio.indexOf(':');
		return Double.parseDouble(ratio.substring(0, colon)) / Double.parseDouble(ratio.substring(colon + 1));
	}

	private static Map<String, Pixels> table(String... rows) {
		Map<String, Pixels> table = new LinkedHashMap<>();
		for (String row : rows) {
			int blank = row.indexOf(' ');
			Pixels pixels = parse(row.substring(blank + 1));
			if (pixels != null) {
				table.put(row.substring(0, blank), pixels);
			}
		}
		return Map.copyOf(table);
	}

}
