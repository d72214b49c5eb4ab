package io.github.nanobanana.relay.simulator;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What one request for pictures cost: the state of the books at the moment it was read.
 *
 * @param requestId the id that the client saw in {@code X-Request-Id}
 * @param at when the work began
 * @param key the API key that pays
 * @param model the model name as it was sent
 * @param pictures the number of pictures billed, the requested {@code n} for models that
 * deliver one all the same
 * @param price the price of one picture in US dollars
 * @param charged whether the key still pays for it; {@code false} after a refund
 * @param reason why it was charged or refunded
 * @param delivered the number of pictures that left the relay whole; zero when the client
 * had gone, the answer was cut or it held no picture
 */
public record LedgerEntry(String requestId, Instant at, String key, String model, int pictures, BigDecimal price,
		boolean charged, String reason, int delivered) {

	/**
	 * Return what the key pays for this request.
	 * @return the amount in US dollars, zero after a refund
	 */
	public BigDecimal cost() {
		return this.charged ? this.price.multiply(BigDecimal.valueOf(this.pictures)) : BigDecimal.ZERO;
	}

	@Override
	public String toString() {
		return this.requestId + ": " + this.pictures + " x " + this.model + " at $" + this.price
				+ (this.charged ? " charged" : " not charged") + " (" + this.reason + "), " + this.delivered
				+ " delivered";
	}

}
