package io.github.nanobanana.spring.ai;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The shape of a picture, width to height: {@code 16:9} or {@code 2.39:1}.
 * <p>
 * Any two numbers above 0 make a ratio, from 1:20 to 20:1. The constants are the ratios
 * that Google's image models draw; a model that does not draw the asked ratio gets the
 * {@linkplain #nearest nearest} of its own.
 * <p>
 * Two ratios are equal when their texts are. Whole numbers are reduced ({@code 1024:768}
 * is {@code 4:3}), except that 7:3 is written {@code 21:9} and 3:7 is written
 * {@code 9:21}, as the image models and the relays write them. Decimals stay as typed
 * without trailing zeros, so {@code 1.5:1} is not equal to {@code 3:2}, although its
 * {@linkplain #value value} is.
 */
public final class AspectRatio {

	/** The square {@code 1:1}. */
	public static final AspectRatio RATIO_1_1 = of(1, 1);

	/** The portrait {@code 2:3}. */
	public static final AspectRatio RATIO_2_3 = of(2, 3);

	/** The landscape {@code 3:2}. */
	public static final AspectRatio RATIO_3_2 = of(3, 2);

	/** The portrait {@code 3:4}. */
	public static final AspectRatio RATIO_3_4 = of(3, 4);

	/** The landscape {@code 4:3}. */
	public static final AspectRatio RATIO_4_3 = of(4, 3);

	/** The portrait {@code 4:5}. */
	public static final AspectRatio RATIO_4_5 = of(4, 5);

	/** The landscape {@code 5:4}. */
	public static final AspectRatio RATIO_5_4 = of(5, 4);

	/** The portrait {@code 9:16}. */
	public static final AspectRatio RATIO_9_16 = of(9, 16);

	/** The landscape {@code 16:9}. */
	public static final AspectRatio RATIO_16_9 = of(16, 9);

	/** The wide screen {@code 21:9}. */
	public static final AspectRatio RATIO_21_9 = of(21, 9);

	/** The banner {@code 1:4}; not drawn by the 2.5 and the 3 Pro family. */
	public static final AspectRatio RATIO_1_4 = of(1, 4);

	/** The banner {@code 4:1}; not drawn by the 2.5 and the 3 Pro family. */
	public static final AspectRatio RATIO_4_1 = of(4, 1);

	/** The banner {@code 1:8}; not drawn by the 2.5 and the 3 Pro family. */
	public static final AspectRatio RATIO_1_8 = of(1, 8);

	/** The banner {@code 8:1}; not drawn by the 2.5 and the 3 Pro family. */
	public static final AspectRatio RATIO_8_1 = of(8, 1);

	private static final List<AspectRatio> NAMED = List.of(RATIO_1_1, RATIO_2_3, RATIO_3_2, RATIO_3_4, RATIO_4_3,
			RATIO_4_5, RATIO_5_4, RATIO_9_16, RATIO_16_9, RATIO_21_9, RATIO_1_4, RATIO_4_1, RATIO_1_8, RATIO_8_1);

	private static final int MOST_EXTREME = 20;

	private static final int LONGEST_TEXT = 40;

	private static final double SAME = 1e-9;

	private static final String NUMBER = "(\\d{1,6}(?:\\.\\d{1,6})?)";

	private static final Pattern FORM = Pattern.compile("\\s*" + NUMBER + "\\s*[:\u2236]\\s*" + NUMBER + "\\s*");

	private final String text;

	private final double value;

	private AspectRatio(BigDecimal width, BigDecimal height, String text) {
		this.text = text;
		this.value = width.doubleValue() / height.doubleValue();
	}

	/**
	 * Reads a ratio such as {@code 16:9} or {@code 2.39:1}. Spaces around the numbers and
	 * full-width characters, as a Chinese keyboard types them, are understood.
	 * @param text the ratio as text
	 * @return the ratio
	 * @throws InvalidImageRequestException if the text is not two numbers above 0, of at
	 * most six digits before and after the point, or outside 1:20 to 20:1
	 */
	public static AspectRatio of(String text) {
		String plain = (text.length() <= LONGEST_TEXT) ? Normalizer.normalize(text, Normalizer.Form.NFKC) : "";
		Matcher matcher = FORM.matcher(plain);
		if (!matcher.matches()) {
			throw refused(text, isNamedInYaml(plain) ? "is a bare number, which YAML makes of a ratio without quotes"
					: "is not a ratio");
		}
		return of(new BigDecimal(matcher.group(1)), new BigDecimal(matcher.group(2)), text);
	}

	/**
	 * Returns the ratio of two whole numbers, such as a width and a height in pixels.
	 * @param width the width, above 0
	 * @param height the height, above 0
	 * @return the ratio, reduced
	 * @throws InvalidImageRequestException if a number is not above 0 or the ratio is
	 * outside 1:20 to 20:1
	 */
	public static AspectRatio of(int width, int height) {
		return of(BigDecimal.valueOf(width), BigDecimal.valueOf(height), width + ":" + height);
	}

	/**
	 * Returns the ratio that a YAML 1.1 reader turned into a number: {@code 16:9} without
	 * quotes is a number of base 60 there and arrives as 969. Spring's conversion of
	 * property values calls this method; a program has no reason to.
	 * @param base60 the number
	 * @return the constant with this number
	 * @throws InvalidImageRequestException if no constant has this number
	 */
	public static AspectRatio of(Integer base60) {
		AspectRatio ratio = ofBase60(base60);
		if (ratio == null) {
			throw refused(String.valueOf(base60), "is a bare number");
		}
		return ratio;
	}

	static @Nullable AspectRatio ofBase60(int number) {
		String text = number / 60 + ":" + number % 60;
		return NAMED.stream().filter((ratio) -> ratio.text.equals(text)).findFirst().orElse(null);
	}

	private static AspectRatio of(BigDecimal width, BigDecimal height, String typed) {
		if (width.signum() <= 0 || height.signum() <= 0) {
			throw refused(typed, "has a side that is not above 0");
		}
		BigDecimal most = BigDecimal.valueOf(MOST_EXTREME);
		if (width.compareTo(height.multiply(most)) > 0 || height.compareTo(width.multiply(most)) > 0) {
			throw refused(typed, "is too extreme");
		}
		return new AspectRatio(width, height, canonical(width.stripTrailingZeros(), height.stripTrailingZeros()));
	}

	private static String canonical(BigDecimal width, BigDecimal height) {
		if (width.scale() > 0 || height.scale() > 0) {
			return width.toPlainString() + ":" + height.toPlainString();
		}
		BigInteger divisor = width.toBigInteger().gcd(height.toBigInteger());
		String reduced = width.toBigInteger().divide(divisor) + ":" + height.toBigInteger().divide(divisor);
		return switch (reduced) {
			case "7:3" -> "21:9";
			case "3:7" -> "9:21";
			default -> reduced;
		};
	}

	private static boolean isNamedInYaml(String text) {
		return text.matches("\\d{1,4}") && ofBase60(Integer.parseInt(text)) != null;
	}

	private static InvalidImageRequestException refused(String typed, String reason) {
		String named = NAMED.stream().map(AspectRatio::toString).collect(Collectors.joining(", "));
		return new InvalidImageRequestException("Aspect ratio " + Quoted.of(typed) + " " + reason
				+ ": write width:height between 1:20 and 20:1, in YAML within quotes, such as \"16:9\" or \"2.39:1\""
				+ " (the image models draw " + named + "), or leave it out.");
	}

	/**
	 * Returns how often the height goes into the width.
	 * @return width divided by height: above 1 for landscape, below 1 for portrait
	 */
	public double value() {
		return this.value;
	}

	/**
	 * Returns the ratio among the candidates that is nearest to this one. The distance is
	 * that of the logarithms, so that portrait and landscape are treated alike; of two
	 * that are equally near, the one nearer to the square is taken.
	 * @param candidates the ratios to choose from, at least one
	 * @return the nearest of them
	 * @throws IllegalArgumentException if there are no candidates
	 */
	public AspectRatio nearest(Collection<AspectRatio> candidates) {
		return nearest(this.value, candidates);
	}

	static AspectRatio nearest(double value, Collection<AspectRatio> candidates) {
		Comparator<AspectRatio> byDistance = (left, right) -> {
			double difference = left.distance(value) - right.distance(value);
			return (Math.abs(difference) < SAME) ? 0 : Double.compare(difference, 0);
		};
		return candidates.stream()
			.min(byDistance.thenComparingDouble((ratio) -> ratio.distance(1)))
			.orElseThrow(() -> new IllegalArgumentException("There is no aspect ratio to choose from."));
	}

	boolean isSameShape(AspectRatio other) {
		return distance(other.value) < SAME;
	}

	private double distance(double other) {
		return Math.abs(Math.log(this.value / other));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof AspectRatio ratio && this.text.equals(ratio.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	/**
	 * Returns the ratio as it is sent to a relay.
	 * @return the text, such as {@code 16:9}
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
