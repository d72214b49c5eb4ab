package io.github.nanobanana.relay.simulator;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What one picture costs in US dollars, by model name or family, and tier. Immutable. The
 * defaults are Google's and OpenAI's list prices of 2026.
 */
public final class PriceTable {

	private static final Map<ModelFamily, Map<String, BigDecimal>> LIST_PRICES = listPrices();

	private final Map<String, Map<String, BigDecimal>> byModel;

	private PriceTable(Map<String, Map<String, BigDecimal>> byModel) {
		this.byModel = byModel;
	}

	/**
	 * Return the table with the list prices of the model makers.
	 * @return the default table
	 */
	public static PriceTable defaults() {
		return new PriceTable(Map.of());
	}

	/**
	 * Return a copy with another price for one model.
	 * @param model the model name as clients send it
	 * @param tier the tier, such as {@code 2K}
	 * @param dollars the price of one picture
	 * @return the new table
	 */
	public PriceTable with(String model, String tier, BigDecimal dollars) {
		Map<String, Map<String, BigDecimal>> copy = new HashMap<>(this.byModel);
		Map<String, BigDecimal> tiers = new HashMap<>(copy.getOrDefault(model, Map.of()));
		tiers.put(tier, dollars);
		copy.put(model, Map.copyOf(tiers));
		return new PriceTable(Map.copyOf(copy));
	}

	BigDecimal priceOf(Model model, String tier) {
		BigDecimal special = this.byModel.getOrDefault(model.id(), Map.of()).get(tier);
		if (special != null) {
			return special;
		}
		Map<String, BigDecimal> tiers = LIST_PRICES.getOrDefault(model.family(), Map.of());
		return tiers.getOrDefault(tier, tiers.getOrDefault("1K", BigDecimal.ZERO));
	}

	private static Map<ModelFamily, Map<String, BigDecimal>> listPrices() {
		Map<ModelFamily, Map<String, BigDecimal>> prices = new EnumMap<>(ModelFamily.class);
		prices.put(ModelFamily.NANO_BANANA, tiers("0.039", "0.039", "0.039", "0.039"));
		prices.put(ModelFamily.NANO_BANANA_PRO, tiers("0.134", "0.134", "0.134", "0.24"));
		prices.put(ModelFamily.NANO_BANANA_2, tiers("0.045", "0.067", "0.101", "0.151"));
		prices.put(ModelFamily.NANO_BANANA_2_LITE, tiers("0.034", "0.034", "0.034", "0.034"));
		prices.put(ModelFamily.NANO_BANANA_2_1, tiers("0.0336", "0.0336", "0.050", "0.076"));
		prices.put(ModelFamily.GPT_IMAGE, tiers("0.042", "0.042", "0.042", "0.042"));
		prices.put(ModelFamily.DALL_E, tiers("0.04", "0.04", "0.04", "0.04"));
		return prices;
	}

	private static Map<String, BigDecimal> tiers(String half, String one, String two, String four) {
		return Map.of("512", new BigDecimal(half), "1K", new BigDecimal(one), "2K", new BigDecimal(two), "4K",
				new BigDecimal(four));
	}

	@Override
	public String toString() {
		return "PriceTable" + (this.byModel.isEmpty() ? "[list prices]" : this.byModel);
	}

}
