package io.github.nanobanana.spring.ai.relay;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * A prompt that a relay may repeat when it refuses it. Failures end up in logs and
 * traces, where prompts have no place: the whole prompt and long pieces of it are struck
 * out. Short ones stay, since the word that a relay objects to is what a person needs to
 * know.
 */
final class PromptEcho {

	/** A prompt this short says nothing, and could stand in any message by chance. */
	private static final int LEAST_PROMPT = 3;

	/** Pieces are recognised by as many characters in a row. */
	private static final int WINDOW = 8;

	/** The weight of a piece that is struck out: a few words, or eight ideographs. */
	private static final int LEAST_WEIGHT = 16;

	/** From here on a character is about half a word. */
	private static final char FIRST_IDEOGRAPH = '\u2E80';

	private static final String STRUCK = "…";

	private PromptEcho() {
	}

	/**
	 * Strikes a prompt out of a text, whatever its case.
	 * @param text a text in which runs of blanks are single blanks
	 * @param prompt the prompt
	 * @return the text without the prompt and without long pieces of it
	 */
	static String strike(String text, String prompt) {
		String known = lower(prompt.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
		if (known.length() < LEAST_PROMPT) {
			return text;
		}
		BitSet echo = new BitSet(text.length());
		String lower = lower(text);
		markWhole(lower, known, echo);
		markPieces(lower, known, echo);
		return without(text, echo);
	}

	/** By character, so that no place in the text shifts. */
	private static String lower(String text) {
		StringBuilder lower = new StringBuilder(text.length());
		text.chars().forEach((character) -> lower.append(Character.toLowerCase((char) character)));
		return lower.toString();
	}

	private static void markWhole(String text, String prompt, BitSet echo) {
		for (int at = text.indexOf(prompt); at >= 0; at = text.indexOf(prompt, at + prompt.length())) {
			echo.set(at, at + prompt.length());
		}
	}

	private static void markPieces(String text, String prompt, BitSet echo) {
		Set<String> windows = new HashSet<>();
		for (int at = 0; at + WINDOW <= prompt.length(); at++) {
			windows.add(prompt.substring(at, at + WINDOW));
		}
		int begin = 0;
		int end = 0;
		for (int at = 0; at + WINDOW <= text.length(); at++) {
			if (windows.contains(text.substring(at, at + WINDOW))) {
				begin = (at <= end) ? begin : at;
				end = at + WINDOW;
				if (weight(text, begin, end) >= LEAST_WEIGHT) {
					echo.set(begin, end);
				}
			}
		}
	}

	private static int weight(String text, int begin, int end) {
		int weight = 0;
		for (int at = begin; at < end && weight < LEAST_WEIGHT; at++) {
			weight += (text.charAt(at) >= FIRST_IDEOGRAPH) ? 2 : 1;
		}
		return weight;
	}

	private static String without(String text, BitSet echo) {
		StringBuilder rest = new StringBuilder(text.length());
		int at = 0;
		for (int begin = echo.nextSetBit(0); begin >= 0; begin = echo.nextSetBit(at)) {
			rest.append(text, at, begin).append(STRUCK);
			at = echo.nextClearBit(begin);
		}
		return rest.append(text, at, text.length()).toString();
	}

}
