package io.github.nanobanana.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * One property that is missing or wrong.
 *
 * @param property the full name of the property
 * @param value the value as it may be shown
 * @param reason what is wrong with the value, where that is not plain
 * @param allowed what to write instead
 */
record ConfigurationProblem(String property, String value, @Nullable String reason, String allowed) {

	static ConfigurationProblem missing(String prefix, Allowed allowed) {
		return new ConfigurationProblem(allowed.under(prefix), Shown.NOT_SET, null, allowed.toString());
	}

	boolean isMissing() {
		return this.value.equals(Shown.NOT_SET);
	}

	@Override
	public String toString() {
		return "%s is %s%s; allowed: %s".formatted(this.property, this.value,
				(this.reason != null) ? " (" + this.reason + ")" : "", this.allowed);
	}

}
