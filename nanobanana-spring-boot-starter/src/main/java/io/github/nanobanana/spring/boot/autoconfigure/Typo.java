package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Collection;
import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/**
 * Finds the word that was probably meant: letters left out, added, changed or swapped
 * with their neighbour.
 */
final class Typo {

	/** Shorter words are near to too many others. */
	private static final int SHORTEST = 3;

	private static final int SHORT = 6;

	private Typo() {
	}

	/**
	 * Returns the nearest word, or {@code null} if none is near: one slip in a word of up
	 * to six letters, two in a longer one. Words of one or two letters are neither
	 * guessed nor guessed at.
	 */
	static @Nullable String meant(String written, Collection<String> words) {
		int most = (written.length() <= SHORT) ? 1 : 2;
		return words.stream()
			.filter((word) -> Math.min(written.length(), word.length()) >= SHORTEST)
			.filter((word) -> slips(written, word) <= most)
			.min(Comparator.comparingInt((word) -> slips(written, word)))
			.orElse(null);
	}

	/** The optimal string alignment distance. */
	static int slips(String one, String other) {
		int[][] slips = new int[one.length() + 1][other.length() + 1];
		for (int i = 0; i <= one.length(); i++) {
			for (int j = 0; j <= other.length(); j++) {
				slips[i][j] = (i == 0 || j == 0) ? i + j : least(slips, one, other, i, j);
			}
		}
		return slips[one.length()][other.length()];
	}

	private static int least(int[][] slips, String one, String other, int i, int j) {
		boolean same = one.charAt(i - 1) == other.charAt(j - 1);
		int least = Math.min(Math.min(slips[i - 1][j], slips[i][j - 1]) + 1, slips[i - 1][j - 1] + (same ? 0 : 1));
		boolean swapped = i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
				&& one.charAt(i - 2) == other.charAt(j - 1);
		return swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
	}

}
