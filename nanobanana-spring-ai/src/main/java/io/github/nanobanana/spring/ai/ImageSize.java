package io.github.nanobanana.spring.ai;

import java.util.List;
import java.util.Locale;

/**
 * The resolution tier of a picture: {@code 512}, {@code 1K}, {@code 2K} or {@code 4K}.
 * <p>
 * The tier says how large the picture is, the {@link AspectRatio} what shape it has;
 * {@link ModelFamily#pixels} gives the pixels of both. Tiers are ordered by size. There
 * are no other instances than the constants, so they may be compared with {@code ==}.
 */
public final class ImageSize implements Comparable<ImageSize> {

	/** About 512 pixels a side; drawn by the 3.1 Flash family only. */
	public static final ImageSize HALF_K = new ImageSize("512", 512);

	/** About 1024 pixels a side; drawn by every family. */
	public static final ImageSize ONE_K = new ImageSize("1K", 1024);

	/** About 2048 pixels a side. */
	public static final ImageSize TWO_K = new ImageSize("2K", 2048);

	/** About 4096 pixels a side. */
	public static final ImageSize FOUR_K = new ImageSize("4K", 4096);

	private static final List<ImageSize> ALL = List.of(HALF_K, ONE_K, TWO_K, FOUR_K);

	private final String value;

	private final int side;

	private ImageSize(String value, int side) {
		this.value = value;
		this.side = side;
	}

	/**
	 * Reads a tier: {@code 512}, {@code 512px}, {@code 0.5K}, {@code 1K}, {@code 2K} or
	 * {@code 4K}, in capital or small letters.
	 * @param text the tier as text
	 * @return the tier
	 * @throws InvalidImageRequestException if the text is none of them
	 */
	public static ImageSize of(String text) {
		return switch (text.strip().toLowerCase(Locale.ROOT)) {
			case "512", "512px", "0.5k" -> HALF_K;
			case "1k" -> ONE_K;
			case "2k" -> TWO_K;
			case "4k" -> FOUR_K;
			default -> throw new InvalidImageRequestException(
					"Image size " + Quoted.of(text) + " is not known: write 512, 1K, 2K or 4K, or leave it out.");
		};
	}

	/**
	 * Reads the tier that a YAML reader turned into a number, which is 512 alone.
	 * Spring's conversion of property values calls this method.
	 * @param number the number
	 * @return the tier
	 * @throws InvalidImageRequestException if the number is not 512
	 */
	public static ImageSize of(Integer number) {
		return of(number.toString());
	}

	/**
	 * Returns every tier, the smallest first.
	 * @return the four tiers
	 */
	public static List<ImageSize> values() {
		return ALL;
	}

	/**
	 * Returns the tier as it is sent to a relay, with the capital K that Google insists
	 * on.
	 * @return the text, such as {@code 2K}
	 */
	public String value() {
		return this.value;
	}

	@Override
	public int compareTo(ImageSize other) {
		return Integer.compare(this.side, other.side);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
