package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.WritableResource;

/**
 * Tells folders from other locations. One letter before a colon is a drive.
 */
final class StoreLocation {

	private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.*-]+:.*");

	private StoreLocation() {
	}

	static PictureStore of(String location, ResourceLoader resources) {
		String text = location.strip();
		if (text.isEmpty()) {
			throw new IllegalArgumentException("The location for pictures is empty: give a folder.");
		}
		if (text.toLowerCase(Locale.ROOT).startsWith("file:")) {
			return PictureStore.folder(folder(text, resources));
		}
		return SCHEME.matcher(text).matches() ? writable(text, resources) : PictureStore.folder(folder(text));
	}

	private static Path folder(String path) {
		try {
			return Path.of(path);
		}
		catch (InvalidPathException ex) {
			throw new IllegalArgumentException("The location for pictures has a character that no folder's name has.");
		}
	}

	private static Path folder(String url, ResourceLoader resources) {
		try {
			return resources.getResource(url).getFile().toPath();
		}
		catch (IOException | InvalidPathException ex) {
			throw new IllegalArgumentException("The location for pictures is no sound file: URL: give a plain path.");
		}
	}

	private static PictureStore writable(String location, ResourceLoader resources) {
		String prefix = location.endsWith("/") ? location : location + "/";
		Resource probe = resources.getResource(prefix + "probe" + StoredNames.SIDECAR);
		if (probe instanceof WritableResource) {
			return new ResourcePictureStore(prefix, resources);
		}
		throw new IllegalArgumentException("The location for pictures starts with " + scheme(location)
				+ " and nothing here can write there as a Spring resource: add the library that can, or give a folder.");
	}

	private static String scheme(String location) {
		return location.substring(0, location.indexOf(':') + 1);
	}

}
