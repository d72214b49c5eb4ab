package io.github.nanobanana.spring.boot.autoconfigure;

/**
 * One property that is missing or wrong.
 *
 * @param property the full name of the property
 * @param value the value as it may be shown
 * @param allowed what to write instead
 */
record ConfigurationProblem(String property, String value, String allowed) {

	static ConfigurationProblem missing(String prefix, Allowed allowed) {
		return new ConfigurationProblem(allowed.under(prefix), Shown.NOT_SET, allowed.toString());
	}

	boolean isMissing() {
		return this.value.equals(Shown.NOT_SET);
	}

	@Override
	public String toString() {
		return "%s is %s; allowed: %s".formatted(this.property, this.value, this.allowed);
	}

}
