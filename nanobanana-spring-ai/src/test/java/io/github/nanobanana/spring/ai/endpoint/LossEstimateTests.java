package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What a lost call does to the reputation of its endpoint, and for how long.
 */
class LossEstimateTests {

	/** Close to the overflow of the clock, which must not matter. */
	private long now = Long.MAX_VALUE - Duration.ofMinutes(11).toNanos();

	private final LossEstimate loss = new LossEstimate(this.now);

	@Test
	void atWhenNothingWasLostIsZero() {
		assertThat(this.loss.at(this.now)).isZero();
		this.loss.succeeded(this.now);
		assertThat(this.loss.at(this.now)).isZero();
	}

	@Test
	void atWhenOneOfTwoWasLostCountsFourImaginedSuccesses() {
		this.loss.succeeded(this.now);
		this.loss.lost(this.now);
		assertThat(this.loss.at(this.now)).isEqualTo(1.0 / 6);
	}

	@Test
	void atWhenTimePassesFades() {
		this.loss.lost(this.now);
		pass(LossEstimate.FADING);
		double left = StrictMath.exp(-1);
		assertThat(this.loss.at(this.now)).isCloseTo(left / (left + 4), within(1e-9));
	}

	@Test
	void lostWhenTheLastLossIsOldAddsToWhatIsLeftOfIt() {
		this.loss.lost(this.now);
		pass(LossEstimate.FADING);
		this.loss.lost(this.now);
		double losses = 1 + StrictMath.exp(-1);
		assertThat(this.loss.at(this.now)).isCloseTo(losses / (losses + 4), within(1e-9));
	}

	@Test
	void succeededWhenTimePassesFadesToo() {
		this.loss.succeeded(this.now);
		pass(LossEstimate.FADING);
		this.loss.succeeded(this.now);
		this.loss.lost(this.now);
		assertThat(this.loss.at(this.now)).isCloseTo(1 / (1 + 1 + StrictMath.exp(-1) + 4), within(1e-9));
	}

	@Test
	void atWhenLastLossIsTooOldIsZero() {
		this.loss.lost(this.now);
		pass(LossEstimate.MEMORY);
		assertThat(this.loss.at(this.now)).isPositive();
		pass(Duration.ofSeconds(1));
		assertThat(this.loss.at(this.now)).isZero();
	}

	@Test
	void returnedWhenMuchWasLostKeepsAQuarter() {
		for (int i = 0; i < 7; i++) {
			this.loss.lost(this.now);
		}
		this.loss.returned(this.now);
		assertThat(this.loss.at(this.now)).isEqualTo(1.75 / 6);
		assertThat(this.loss).hasToString("1.8 of 2.0 lost");
	}

	private void pass(Duration duration) {
		this.now += duration.toNanos();
	}

}
