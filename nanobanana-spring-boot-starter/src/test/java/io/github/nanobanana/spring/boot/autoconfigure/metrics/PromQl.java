package io.github.nanobanana.spring.boot.autoconfigure.metrics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression asks for: the metrics with their matchers, and the labels by
 * which it groups. Understands the part of the language that dashboard and alerts use,
 * and refuses the rest.
 */
final class PromQl {

	private static final Pattern TOKEN = Pattern
		.compile("\\s+|\"[^\"]*\"|\\[[^\\]]*]|[A-Za-z_:][A-Za-z0-9_:]*|[0-9.]+|=~|!~|!=|==|>=|<=|[-+*/(){},=<>]");

	private static final Set<String> GROUPINGS = Set.of("by", "without", "on", "ignoring");

	private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool");

	private static final Set<String> FUNCTIONS = Set.of("sum", "max", "min", "rate", "increase", "clamp_min");

	private final List<String> tokens = new ArrayList<>();

	private final List<Selector> selectors = new ArrayList<>();

	private final Set<String> groups = new LinkedHashSet<>();

	private int next;

	private PromQl(String expression) {
		Matcher token = TOKEN.matcher(expression);
		int end = 0;
		while (token.find()) {
			if (token.start() != end) {
				break;
			}
			end = token.end();
			if (!token.group().isBlank()) {
				this.tokens.add(token.group());
			}
		}
		if (end != expression.length()) {
			throw new IllegalArgumentException("No PromQL from '%s' on".formatted(expression.substring(end)));
		}
		while (this.next < this.tokens.size()) {
			take(this.tokens.get(this.next++));
		}
	}

	static PromQl parse(String expression) {
		return new PromQl(expression);
	}

	private void take(String token) {
		if (!Character.isLetter(token.charAt(0)) || OPERATORS.contains(token)) {
			return;
		}
		if (GROUPINGS.contains(token)) {
			this.groups
				.addAll(until(")").stream().filter((label) -> !label.equals("(") && !label.equals(",")).toList());
		}
		else if (!FUNCTIONS.contains(token)) {
			this.selectors.add(new Selector(token, follows("{") ? matchers(until("}")) : List.of()));
		}
		else if (!follows("(") && !follows("by")) {
			throw new IllegalArgumentException("%s without an argument in %s".formatted(token, this.tokens));
		}
	}

	private boolean follows(String token) {
		return this.next < this.tokens.size() && this.tokens.get(this.next).equals(token);
	}

	private List<String> until(String end) {
		int from = this.next;
		while (!this.tokens.get(this.next++).equals(end)) {
			if (this.next == this.tokens.size()) {
				throw new IllegalArgumentException("%s is missing in %s".formatted(end, this.tokens));
			}
		}
		return this.tokens.subList(from, this.next - 1);
	}

	private static List<Match> matchers(List<String> tokens) {
		List<Match> matchers = new ArrayList<>();
		for (int i = 1; i + 2 < tokens.size(); i += 4) {
			matchers.add(new Match(tokens.get(i), tokens.get(i + 1), tokens.get(i + 2).replace("\"", "")));
		}
		return matchers;
	}

	List<Selector> selectors() {
		return this.selectors;
	}

	Set<String> groups() {
		return this.groups;
	}

	/**
	 * A metric that is asked for.
	 *
	 * @param metric its name
	 * @param matchers what its labels have to be
	 */
	record Selector(String metric, List<Match> matchers) {

	}

	/**
	 * What a label has to be.
	 *
	 * @param label the label
	 * @param operator how it is compared
	 * @param value with what
	 */
	record Match(String label, String operator, String value) {

		/** The values that are named one by one, none where a variable decides. */
		List<String> values() {
			return this.value.contains("$") ? List.of() : List.of(this.value.split("\\|"));
		}

	}

}
