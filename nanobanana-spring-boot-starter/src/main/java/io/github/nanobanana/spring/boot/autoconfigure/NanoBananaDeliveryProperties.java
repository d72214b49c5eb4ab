package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;
import io.github.nanobanana.spring.ai.PictureDelivery;

/**
 * Properties of what happens to a picture once a relay has made it. What is not set here
 * is left to {@link NanoBananaImageModelBuilder}.
 */
public class NanoBananaDeliveryProperties {

	/**
	 * Place where pictures are kept while they arrive: a folder, or the start of the
	 * addresses of any writable Spring resources, such as 's3://bucket/pictures/'. 'none'
	 * keeps none.
	 */
	private @Nullable String store;

	/**
	 * Handling of pictures that come as an address. With a store they are fetched before
	 * the response is delivered, unless this is 'as-is'.
	 */
	private @Nullable PictureDelivery delivery;

	/**
	 * Largest picture, from an answer or from a download. Three quarters of the largest
	 * answer if not set.
	 */
	private @Nullable DataSize maxPictureSize;

	/**
	 * Most pixels of a picture that is downloaded or brought to an exact size.
	 */
	private @Nullable Long maxPixels;

	/**
	 * Redirects that a download follows.
	 */
	private @Nullable Integer maxRedirects;

	/**
	 * Times that a picture is asked for at its address, which costs nothing.
	 */
	private @Nullable Integer downloadAttempts;

	/**
	 * Time for a download with all its attempts, at most one hour. A number without a
	 * unit means seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration downloadTimeout;

	/**
	 * Whether pictures are downloaded over plain http too. Those of the relay itself
	 * always are.
	 */
	private @Nullable Boolean allowHttp;

	/**
	 * Whether pictures are downloaded from loopback, private and other non-public
	 * addresses too. Those of the relay itself always are.
	 */
	private @Nullable Boolean allowPrivateAddresses;

	public @Nullable String getStore() {
		return this.store;
	}

	public void setStore(@Nullable String store) {
		this.store = store;
	}

	public @Nullable PictureDelivery getDelivery() {
		return this.delivery;
	}

	public void setDelivery(@Nullable PictureDelivery delivery) {
		this.delivery = delivery;
	}

	public @Nullable DataSize getMaxPictureSize() {
		return this.maxPictureSize;
	}

	public void setMaxPictureSize(@Nullable DataSize maxPictureSize) {
		this.maxPictureSize = maxPictureSize;
	}

	public @Nullable Long getMaxPixels() {
		return this.maxPixels;
	}

	public void setMaxPixels(@Nullable Long maxPixels) {
		this.maxPixels = maxPixels;
	}

	public @Nullable Integer getMaxRedirects() {
		return this.maxRedirects;
	}

	public void setMaxRedirects(@Nullable Integer maxRedirects) {
		this.maxRedirects = maxRedirects;
	}

	public @Nullable Integer getDownloadAttempts() {
		return this.downloadAttempts;
	}

	public void setDownloadAttempts(@Nullable Integer downloadAttempts) {
		this.downloadAttempts = downloadAttempts;
	}

	public @Nullable Duration getDownloadTimeout() {
		return this.downloadTimeout;
	}

	public void setDownloadTimeout(@Nullable Duration downloadTimeout) {
		this.downloadTimeout = downloadTimeout;
	}

	public @Nullable Boolean getAllowHttp() {
		return this.allowHttp;
	}

	public void setAllowHttp(@Nullable Boolean allowHttp) {
		this.allowHttp = allowHttp;
	}

	public @Nullable Boolean getAllowPrivateAddresses() {
		return this.allowPrivateAddresses;
	}

	public void setAllowPrivateAddresses(@Nullable Boolean allowPrivateAddresses) {
		this.allowPrivateAddresses = allowPrivateAddresses;
	}

	@Override
	public String toString() {
		return "store=%s, delivery=%s, maxPictureSize=%s, maxPixels=%s, maxRedirects=%s, downloadAttempts=%s, downloadTimeout=%s, allowHttp=%s, allowPrivateAddresses=%s"
			.formatted(this.store, this.delivery, this.maxPictureSize, this.maxPixels, this.maxRedirects,
					this.downloadAttempts, this.downloadTimeout, this.allowHttp, this.allowPrivateAddresses);
	}

}
