package io.github.nanobanana.spring.ai.relay.dialect;

import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.NotSpokenException;

/**
 * Ratio and tier of a call for dialects that have no field for a size text: a text that
 * is a ratio or a tier is taken as such, and for pixels the ratio and tier beside them.
 *
 * @param ratio the ratio, or {@code null}
 * @param tier the tier, or {@code null}
 */
record Shape(@Nullable String ratio, @Nullable String tier) {

	private static final Pattern RATIO = Pattern.compile("\\d+(\\.\\d+)?:\\d+(\\.\\d+)?");

	private static final Pattern TIER = Pattern.compile("512|[124][Kk]");

	/**
	 * Reads the shape of a call.
	 * @throws NotSpokenException if the call has a size text that is neither
	 */
	static Shape of(ImageCall call) {
		String size = call.size();
		if (size == null) {
			return new Shape(call.aspectRatio(), call.imageSize());
		}
		if (size.equalsIgnoreCase("auto")) {
			return new Shape(null, null);
		}
		if (RATIO.matcher(size).matches()) {
			return new Shape(size, null);
		}
		if (TIER.matcher(size).matches()) {
			return new Shape(null, size.toUpperCase(Locale.ROOT));
		}
		if (call.aspectRatio() != null) {
			return new Shape(call.aspectRatio(), call.imageSize());
		}
		throw new NotSpokenException(
				"has no field for a size such as " + size + ": set aspectRatio and imageSize in its place");
	}

	boolean isEmpty() {
		return this.ratio == null && this.tier == null;
	}

	/** Writes what is there under the names that a relay has for it. */
	void write(ObjectNode config, String ratioField, String tierField) {
		if (this.ratio != null) {
			config.put(ratioField, this.ratio);
		}
		if (this.tier != null) {
			config.put(tierField, this.tier);
		}
	}

}
