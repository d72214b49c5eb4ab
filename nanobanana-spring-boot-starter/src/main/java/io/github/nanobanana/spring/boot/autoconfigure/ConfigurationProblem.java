package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[A-Za-z0-9._-]{1,100}}");

	static ConfigurationProblem missing(String prefix, Allowed allowed) {
		return new ConfigurationProblem(allowed.under(prefix), Shown.NOT_SET, null, allowed.toString());
	}

	/**
	 * Returns the problem of a text in which a placeholder is left, or {@code null}:
	 * Spring Boot keeps one that has no value as it stands.
	 */
	static @Nullable ConfigurationProblem placeholder(String property, @Nullable Object text, Object allowed) {
		Matcher placeholder = PLACEHOLDER.matcher((text != null) ? text.toString() : "");
		if (!placeholder.find()) {
			return null;
		}
		String name = placeholder.group();
		return new ConfigurationProblem(property, name, name + " has no value: set it where the application runs",
				allowed.toString());
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
