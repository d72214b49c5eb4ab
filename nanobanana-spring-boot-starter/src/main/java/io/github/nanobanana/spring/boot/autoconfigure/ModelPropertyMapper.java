package io.github.nanobanana.spring.boot.autoconfigure;

import java.math.BigDecimal;
import java.util.Map;

import io.github.nanobanana.spring.ai.ImageSize;
import io.github.nanobanana.spring.ai.ModelAliases;
import io.github.nanobanana.spring.ai.ModelFamily;
import io.github.nanobanana.spring.ai.NanoBananaEndpoint;

/**
 * Tells an endpoint the names, families and prices of the models at its relay, and notes
 * what is wrong with the properties of these.
 */
final class ModelPropertyMapper {

	private static final int LONGEST_NAME = 200;

	private final String prefix;

	private final NanoBananaEndpointProperties endpoint;

	ModelPropertyMapper(String prefix, NanoBananaEndpointProperties endpoint) {
		this.prefix = prefix;
		this.endpoint = endpoint;
	}

	void check(ConfigurationProblems problems) {
		this.endpoint.getModels()
			.forEach((asked, name) -> check(problems, Allowed.MODELS, asked, name, isName(asked) && isName(name)));
		this.endpoint.getFamilies()
			.forEach((name, family) -> check(problems, Allowed.FAMILIES, name, family,
					isName(name) && ModelAliases.google().family(family) != null));
		this.endpoint.getPrices()
			.forEach((name, price) -> check(problems, Allowed.PRICES, name, price, isName(name) && isPrice(price)));
	}

	private void check(ConfigurationProblems problems, Allowed property, String key, Object value, boolean allowed) {
		String name = Shown.entry(property.under(this.prefix), key);
		problems.checkPlaceholder(name, value.toString(), property);
		if (!allowed) {
			problems.add(new ConfigurationProblem(name, Shown.value(value), null, property.toString()));
		}
	}

	private static boolean isName(String name) {
		return !name.isBlank() && name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl);
	}

	private static boolean isPrice(Number price) {
		double value = price.doubleValue();
		return Double.isFinite(value) && value >= 0;
	}

	/**
	 * Hands everything to an endpoint's builder.
	 */
	void apply(NanoBananaEndpoint.Builder builder) {
		this.endpoint.getModels().forEach(builder::model);
		ModelAliases aliases = ModelAliases.defaults();
		for (Map.Entry<String, String> entry : this.endpoint.getFamilies().entrySet()) {
			ModelFamily family = ModelAliases.google().family(entry.getValue());
			aliases = (family != null) ? aliases.with(entry.getKey(), family) : aliases;
		}
		builder.modelAliases(aliases);
		this.endpoint.getPrices()
			.forEach((name, price) -> builder.price(withTier(name), new BigDecimal(price.toString())));
	}

	/** The library looks for tiers in the spelling of its own. */
	private static String withTier(String name) {
		int slash = name.lastIndexOf('/');
		try {
			return name.substring(0, slash + 1)
					+ ((slash > 0) ? ImageSize.of(name.substring(slash + 1)).value() : name);
		}
		catch (IllegalArgumentException ex) {
			return name;
		}
	}

	@Override
	public String toString() {
		return "%s: models=%s, families=%s, prices=%s".formatted(this.prefix, this.endpoint.getModels(),
				this.endpoint.getFamilies(), this.endpoint.getPrices());
	}

}
