package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

import io.github.nanobanana.spring.ai.AspectRatio;
import io.github.nanobanana.spring.ai.ExactSize;
import io.github.nanobanana.spring.ai.ImageSize;
import io.github.nanobanana.spring.ai.NanoBananaImageOptions;

/**
 * Properties of the pictures to ask for where a prompt sets no option of its own, and of
 * what happens to them. What is not set here is left to {@link NanoBananaImageOptions}.
 */
@ConfigurationProperties(NanoBananaImageProperties.CONFIG_PREFIX)
public final class NanoBananaImageProperties extends NanoBananaDeliveryProperties {

	/** The prefix of these properties. */
	public static final String CONFIG_PREFIX = NanoBananaProperties.CONFIG_PREFIX + ".image";

	/**
	 * When this image model is there. Beside another provider that is selected, 'always'
	 * keeps it as a fallback bean.
	 */
	private @Nullable NanoBananaImageMode mode;

	/**
	 * Name of another bean of type ImageModel, which is asked for pictures that the
	 * relays failed to bring free of charge.
	 */
	private @Nullable String fallback;

	/**
	 * Model name, sent as it is.
	 */
	private @Nullable String model;

	/**
	 * Number of pictures, 1 to 16. Each is a paid call of its own.
	 */
	private @Nullable Integer n;

	/**
	 * Width in pixels, which becomes the nearest ratio and tier together with a height.
	 */
	private @Nullable Integer width;

	/**
	 * Height in pixels, which becomes the nearest ratio and tier together with a width.
	 */
	private @Nullable Integer height;

	/**
	 * Shape of the picture, width to height, within quotes in YAML.
	 */
	private @Nullable AspectRatio aspectRatio;

	/**
	 * Resolution tier of the picture.
	 */
	private @Nullable ImageSize imageSize;

	/**
	 * Way to fit a picture to exactly the width and height that were asked for. Not
	 * fitted if not set.
	 */
	private @Nullable ExactSize exactSize;

	/**
	 * Text sent as 'size', such as '1024x1024', in place of ratio, tier, width and
	 * height.
	 */
	private @Nullable String size;

	/**
	 * Form of the answer: a link, or the picture itself. The relay decides if not set.
	 */
	private @Nullable String responseFormat;

	/**
	 * Portable style. Relays have no such field, so it is reported as ignored.
	 */
	private @Nullable String style;

	/**
	 * Seed above 0, for relays that read one.
	 */
	private @Nullable Long seed;

	/**
	 * Time for one request with all its attempts, at most one hour. A number without a
	 * unit means seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration timeout;

	/**
	 * Fields merged into the request body last, by name. A name with a dot is written in
	 * brackets.
	 */
	private Map<String, Object> extraBody = new LinkedHashMap<>();

	/**
	 * Returns the options that these properties set.
	 * @return options with what is set here, and nothing else
	 * @throws IllegalArgumentException if an option is refused, with a sentence that says
	 * what to change
	 */
	public NanoBananaImageOptions toOptions() {
		return NanoBananaImageOptions.builder()
			.model(Shown.text(this.model))
			.n(this.n)
			.width(this.width)
			.height(this.height)
			.aspectRatio(this.aspectRatio)
			.imageSize(this.imageSize)
			.exactSize(this.exactSize)
			.size(Shown.text(this.size))
			.responseFormat(Shown.text(this.responseFormat))
			.style(Shown.text(this.style))
			.seed(this.seed)
			.timeout(this.timeout)
			.extraBody(this.extraBody.isEmpty() ? null : BoundLists.restore(this.extraBody))
			.build();
	}

	public @Nullable NanoBananaImageMode getMode() {
		return this.mode;
	}

	public void setMode(@Nullable NanoBananaImageMode mode) {
		this.mode = mode;
	}

	public @Nullable String getFallback() {
		return this.fallback;
	}

	public void setFallback(@Nullable String fallback) {
		this.fallback = fallback;
	}

	public @Nullable String getModel() {
		return this.model;
	}

	public void setModel(@Nullable String model) {
		this.model = model;
	}

	public @Nullable Integer getN() {
		return this.n;
	}

	public void setN(@Nullable Integer n) {
		this.n = n;
	}

	public @Nullable Integer getWidth() {
		return this.width;
	}

	public void setWidth(@Nullable Integer width) {
		this.width = width;
	}

	public @Nullable Integer getHeight() {
		return this.height;
	}

	public void setHeight(@Nullable Integer height) {
		this.height = height;
	}

	public @Nullable AspectRatio getAspectRatio() {
		return this.aspectRatio;
	}

	public void setAspectRatio(@Nullable AspectRatio aspectRatio) {
		this.aspectRatio = aspectRatio;
	}

	public @Nullable ImageSize getImageSize() {
		return this.imageSize;
	}

	public void setImageSize(@Nullable ImageSize imageSize) {
		this.imageSize = imageSize;
	}

	public @Nullable ExactSize getExactSize() {
		return this.exactSize;
	}

	public void setExactSize(@Nullable ExactSize exactSize) {
		this.exactSize = exactSize;
	}

	public @Nullable String getSize() {
		return this.size;
	}

	public void setSize(@Nullable String size) {
		this.size = size;
	}

	public @Nullable String getResponseFormat() {
		return this.responseFormat;
	}

	public void setResponseFormat(@Nullable String responseFormat) {
		this.responseFormat = responseFormat;
	}

	public @Nullable String getStyle() {
		return this.style;
	}

	public void setStyle(@Nullable String style) {
		this.style = style;
	}

	public @Nullable Long getSeed() {
		return this.seed;
	}

	public void setSeed(@Nullable Long seed) {
		this.seed = seed;
	}

	public @Nullable Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(@Nullable Duration timeout) {
		this.timeout = timeout;
	}

	public Map<String, Object> getExtraBody() {
		return this.extraBody;
	}

	public void setExtraBody(Map<String, Object> extraBody) {
		this.extraBody = extraBody;
	}

	@Override
	public String toString() {
		return "%s[mode=%s, fallback=%s, model=%s, n=%s, width=%s, height=%s, aspectRatio=%s, imageSize=%s, exactSize=%s, size=%s, responseFormat=%s, style=%s, seed=%s, timeout=%s, extraBody=%s, %s]"
			.formatted(getClass().getSimpleName(), this.mode, this.fallback, this.model, this.n, this.width,
					this.height, this.aspectRatio, this.imageSize, this.exactSize, this.size, this.responseFormat,
					this.style, this.seed, this.timeout, this.extraBody.keySet(), super.toString());
	}

}
