package io.github.nanobanana.relay.simulator;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/** An API key with what it may still spend: pictures, dollars or without limit. */
record Key(String value, @Nullable Integer pictures, @Nullable BigDecimal dollars) {

	boolean isLimited() {
		return this.pictures != null || this.dollars != null;
	}

	boolean affords(int picturesSoFar, int morePictures, BigDecimal spent, BigDecimal cost) {
		if (this.pictures != null && picturesSoFar + morePictures > this.pictures) {
			return false;
		}
		return this.dollars == null || spent.add(cost).compareTo(this.dollars) <= 0;
	}

	BigDecimal remaining(BigDecimal spent) {
		return (this.dollars != null) ? this.dollars.subtract(spent) : BigDecimal.ZERO;
	}

	@Override
	public String toString() {
		return "Key[..." + this.value.substring(Math.max(0, this.value.length() - 4)) + "]";
	}

}
