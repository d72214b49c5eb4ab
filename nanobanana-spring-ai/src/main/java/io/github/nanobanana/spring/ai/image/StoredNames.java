package io.github.nanobanana.spring.ai.image;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of stored pictures, such as {@code 20261127T201503Z-0a1b2c3d4e5f}: the second in
 * which the picture arrived and the start of its SHA-256. Text order is the order of
 * time. Only such names are ever made into paths.
 */
final class StoredNames {

	/** The extension of sidecars. */
	static final String SIDECAR = ".json";

	/** How often the same picture is kept within one second. */
	static final int MOST_ALIKE = 10_000;

	private static final int HASH_DIGITS = 12;

	private static final Pattern NAME = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{12}(-\\d{1,5})?");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private StoredNames() {
	}

	static String stem(Instant arrived, String sha256) {
		return TIME.format(arrived) + "-" + sha256.substring(0, HASH_DIGITS);
	}

	/** The name for the n-th picture of the same stem, counted from 1. */
	static String numbered(String stem, int number) {
		return (number == 1) ? stem : stem + "-" + number;
	}

	static boolean isName(String text) {
		return NAME.matcher(text).matches();
	}

	/** The name that a sidecar's file name holds, or the empty text. */
	static String ofSidecar(String file) {
		String name = file.endsWith(SIDECAR) ? file.substring(0, file.length() - SIDECAR.length()) : "";
		return isName(name) ? name : "";
	}

	/** The extensions that a picture can have. */
	static List<String> extensions() {
		return Arrays.stream(PictureFormat.values()).map(PictureFormat::extension).toList();
	}

}
