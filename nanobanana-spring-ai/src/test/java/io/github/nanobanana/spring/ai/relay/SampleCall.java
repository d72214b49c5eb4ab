package io.github.nanobanana.spring.ai.relay;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.image.PictureContent;
import io.github.nanobanana.spring.ai.image.PictureIntake;
import io.github.nanobanana.spring.ai.image.PixelSize;

/**
 * A call put together piece by piece; what is not said is not asked for.
 */
public final class SampleCall {

	/** Eight bytes that make a PNG; {@code iVBORw0KGgo=} in base64. */
	private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

	/** Four bytes that make a JPEG; {@code /9j/4A==} in base64. */
	private static final byte[] JPEG = { (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0 };

	private final String model;

	private final String prompt;

	private @Nullable String ratio;

	private @Nullable String tier;

	private @Nullable PixelSize pixels;

	private @Nullable String size;

	private @Nullable String responseFormat;

	private @Nullable Long seed;

	private final List<Reference> references = new ArrayList<>();

	private @Nullable Reference mask;

	private final Map<String, @Nullable Object> extra = new LinkedHashMap<>();

	private SampleCall(String model, String prompt) {
		this.model = model;
		this.prompt = prompt;
	}

	public static SampleCall of(String model, String prompt) {
		return new SampleCall(model, prompt);
	}

	public static PictureContent png() {
		return PictureContent.of(PNG.clone());
	}

	public static PictureContent jpeg() {
		return PictureContent.of(JPEG.clone());
	}

	public SampleCall ratio(@Nullable String ratio) {
		this.ratio = ratio;
		return this;
	}

	public SampleCall tier(@Nullable String tier) {
		this.tier = tier;
		return this;
	}

	public SampleCall pixels(int width, int height) {
		this.pixels = new PixelSize(width, height);
		return this;
	}

	public SampleCall size(@Nullable String size) {
		this.size = size;
		return this;
	}

	public SampleCall responseFormat(@Nullable String format) {
		this.responseFormat = format;
		return this;
	}

	public SampleCall seed(long seed) {
		this.seed = seed;
		return this;
	}

	public SampleCall reference(PictureContent content) {
		this.references.add(Reference.of(content));
		return this;
	}

	public SampleCall reference(String url) {
		this.references.add(Reference.of(URI.create(url)));
		return this;
	}

	public SampleCall mask(PictureContent content) {
		this.mask = Reference.of(content);
		return this;
	}

	public SampleCall extra(String name, Object value) {
		this.extra.put(name, value);
		return this;
	}

	/** A field that is to be left away. */
	public SampleCall without(String name) {
		this.extra.put(name, null);
		return this;
	}

	public ImageCall build() {
		return new ImageCall("call-1", this.model, this.prompt, this.ratio, this.tier, this.pixels, this.size,
				this.responseFormat, this.seed, this.references, this.mask, Duration.ofSeconds(300), this.extra,
				List.of(), PictureIntake.inMemory());
	}

	@Override
	public String toString() {
		return build().toString();
	}

}
