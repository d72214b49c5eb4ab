package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.unit.DataSize;

import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;
import io.github.nanobanana.spring.ai.image.PictureDownloaderBuilder;
import io.github.nanobanana.spring.ai.image.PictureStore;

/**
 * Tells the builder of the image model what happens to pictures, and notes what is wrong
 * with the properties of that.
 */
final class DeliveryPropertyMapper {

	private static final String PREFIX = NanoBananaImageProperties.CONFIG_PREFIX;

	private static final String NO_STORE = "none";

	private static final DataSize SMALLEST_PICTURE = DataSize.ofKilobytes(1);

	private static final int MOST_REDIRECTS = 20;

	private static final int MOST_ATTEMPTS = 10;

	private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

	private final NanoBananaDeliveryProperties properties;

	DeliveryPropertyMapper(NanoBananaDeliveryProperties properties) {
		this.properties = properties;
	}

	/** Whether the text of the property names a place. */
	static boolean isStore(@Nullable String location) {
		return location != null && !location.isBlank() && !NO_STORE.equalsIgnoreCase(location.strip());
	}

	void check(ConfigurationProblems problems) {
		problems.check(PREFIX, Allowed.MAX_PICTURE_SIZE, this.properties.getMaxPictureSize(),
				(size) -> size.compareTo(SMALLEST_PICTURE) >= 0);
		problems.check(PREFIX, Allowed.MAX_PIXELS, this.properties.getMaxPixels(),
				(pixels) -> pixels >= 1 && pixels <= NanoBananaImageModelBuilder.MOST_PIXELS);
		problems.check(PREFIX, Allowed.MAX_REDIRECTS, this.properties.getMaxRedirects(),
				(redirects) -> redirects >= 0 && redirects <= MOST_REDIRECTS);
		problems.check(PREFIX, Allowed.DOWNLOAD_ATTEMPTS, this.properties.getDownloadAttempts(),
				(attempts) -> attempts >= 1 && attempts <= MOST_ATTEMPTS);
		problems.check(PREFIX, Allowed.DOWNLOAD_TIMEOUT, this.properties.getDownloadTimeout(),
				(timeout) -> timeout.toMillis() >= 1 && timeout.compareTo(LONGEST_TIMEOUT) <= 0);
	}

	/**
	 * Behind a proxy nobody here sees which address a name leads to.
	 */
	void checkProxied(ConfigurationProblems problems) {
		if (!Boolean.TRUE.equals(this.properties.getAllowPrivateAddresses())) {
			problems.add(new ConfigurationProblem(Allowed.ALLOW_PRIVATE_ADDRESSES.under(PREFIX), Shown.value(false),
					"pictures are fetched through the proxy of "
							+ Allowed.PROXY.under(NanoBananaProperties.CONFIG_PREFIX)
							+ ", which resolves names out of sight, so that private addresses cannot be refused here",
					"true, if the proxy itself refuses private addresses"));
		}
	}

	/**
	 * The store that the property names.
	 * @param problems takes the reason if there can be none
	 * @return the store, or {@code null} if none is named or there can be none
	 */
	@Nullable PictureStore store(ResourceLoader resources, ConfigurationProblems problems) {
		String location = this.properties.getStore();
		String property = Allowed.STORE.under(PREFIX);
		if (location == null || !isStore(location)) {
			return null;
		}
		problems.checkPlaceholder(property, location, Allowed.STORE);
		if (problems.isNoted(property)) {
			return null;
		}
		try {
			return PictureStore.at(location, resources);
		}
		catch (IllegalArgumentException ex) {
			problems.add(new ConfigurationProblem(property, Shown.value(location), ex.getMessage(),
					Allowed.STORE.toString()));
			return null;
		}
	}

	void apply(NanoBananaImageModelBuilder builder) {
		PropertyMapper map = PropertyMapper.get();
		map.from(this.properties::getDelivery).to(builder::delivery);
		map.from(this.properties::getMaxPictureSize).as(DataSize::toBytes).to(builder::maxPictureSize);
		map.from(this.properties::getMaxPixels).to(builder::maxPixels);
		builder.downloads(this::apply);
	}

	private void apply(PictureDownloaderBuilder downloads) {
		PropertyMapper map = PropertyMapper.get();
		map.from(this.properties::getMaxRedirects).to(downloads::maxRedirects);
		map.from(this.properties::getDownloadAttempts).to(downloads::attempts);
		map.from(this.properties::getDownloadTimeout).to(downloads::timeout);
		map.from(this.properties::getAllowHttp).to(downloads::allowHttp);
		map.from(this.properties::getAllowPrivateAddresses).to(downloads::allowPrivateAddresses);
	}

	@Override
	public String toString() {
		return PREFIX + ": " + this.properties;
	}

}
