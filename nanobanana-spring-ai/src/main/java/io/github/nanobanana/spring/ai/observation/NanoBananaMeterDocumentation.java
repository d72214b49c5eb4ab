package io.github.nanobanana.spring.ai.observation;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

/**
 * The meters of this provider: those of the endpoints, see {@link NanoBananaMeters}, and
 * those of pictures, which the starter reads from observations. Times of attempts are
 * those of the observation {@link NanoBananaObservationDocumentation#ATTEMPT}.
 */
public enum NanoBananaMeterDocumentation implements MeterDocumentation {

	/**
	 * The attempts that have ended, by how. Those with the outcome {@code unknown} may
	 * have been charged although no picture arrived.
	 */
	ATTEMPTS("attempts", Meter.Type.COUNTER, "attempts", "Attempts that have ended", EndpointTag.ENDPOINT,
			EndpointTag.OUTCOME),

	/** The attempts under way. */
	IN_FLIGHT("in.flight", Meter.Type.GAUGE, "attempts", "Attempts under way", EndpointTag.ENDPOINT),

	/** Those of the attempts under way that take much longer than is typical. */
	OVERDUE("overdue", Meter.Type.GAUGE, "attempts", "Attempts under way that take much longer than is typical",
			EndpointTag.ENDPOINT),

	/** The attempts that are sent at once for now. */
	LIMIT("limit", Meter.Type.GAUGE, "attempts", "Attempts that are sent at once for now", EndpointTag.ENDPOINT),

	/** Whether an endpoint is in a state: 1 for the one it is in, 0 for the others. */
	STATE("state", Meter.Type.GAUGE, null, "Whether the endpoint is in the state, 1 or 0", EndpointTag.ENDPOINT,
			EndpointTag.STATE),

	/** The ejections, by the class of the failure that led to them. */
	EJECTIONS("ejections", Meter.Type.COUNTER, "ejections", "Rests after failures", EndpointTag.ENDPOINT,
			EndpointTag.CAUSE),

	/** The calls that wait in line. */
	QUEUE("queue", Meter.Type.GAUGE, "calls", "Calls that wait in line for an endpoint"),

	/** The calls that got no endpoint. */
	TURNED_AWAY("turned.away", Meter.Type.COUNTER, "calls", "Calls that got no endpoint"),

	/** The further attempts after a failure that was free of charge. */
	FAILOVERS("failovers", Meter.Type.COUNTER, "attempts", "Further attempts at another endpoint"),

	/** The further attempts that the pool can afford now. */
	FAILOVER_BUDGET("failover.budget", Meter.Type.GAUGE, "attempts",
			"Further attempts that are allowed now before calls succeed again"),

	/** The pictures that were delivered. */
	PICTURES("pictures", Meter.Type.COUNTER, "pictures", "Pictures that were delivered", EndpointTag.ENDPOINT,
			PictureTag.DIALECT, PictureTag.MODEL, PictureTag.TIER),

	/** The lengths of the pictures whose bytes were here when they were delivered. */
	PICTURE_SIZE("picture.size", Meter.Type.DISTRIBUTION_SUMMARY, "bytes",
			"Lengths of the pictures whose bytes were here when they were delivered", EndpointTag.ENDPOINT,
			PictureTag.TIER),

	/** What the delivered pictures cost, where the endpoint has a price list. */
	COST("cost", Meter.Type.COUNTER, null, "Price of the delivered pictures, in the currency of the account",
			EndpointTag.ENDPOINT, PictureTag.MODEL, PictureTag.TIER),

	/** The attempts without a picture that may have been charged all the same. */
	LOSSES("losses", Meter.Type.COUNTER, "attempts", "Attempts without a picture that may have been charged",
			EndpointTag.ENDPOINT, PictureTag.FAILURE);

	private static final String PREFIX = "nanobanana.";

	private final String name;

	private final Meter.Type type;

	private final @Nullable String unit;

	private final String description;

	private final KeyName[] tags;

	NanoBananaMeterDocumentation(String name, Meter.Type type, @Nullable String unit, String description,
			KeyName... tags) {
		this.name = PREFIX + name;
		this.type = type;
		this.unit = unit;
		this.description = description;
		this.tags = tags;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	@Override
	public @Nullable String getBaseUnit() {
		return this.unit;
	}

	/**
	 * What the meter tells.
	 * @return a text for a person
	 */
	public String getDescription() {
		return this.description;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.tags.clone();
	}

	@Override
	public String getPrefix() {
		return PREFIX;
	}

	/** Tags of meters of pictures. */
	public enum PictureTag implements KeyName {

		/** The name of the endpoint's dialect. */
		DIALECT,

		/** The model that was asked for; {@code other} beyond the first hundred. */
		MODEL,

		/** The tier that was asked of the relay; {@code none} where none was. */
		TIER,

		/** What happened, a name from the failure table. */
		FAILURE;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** Tags of meters. */
	public enum EndpointTag implements KeyName {

		/** The name of the endpoint. */
		ENDPOINT,

		/**
		 * {@code delivered}, {@code cancelled}, or the class of the failure, as in the
		 * observation of an attempt.
		 */
		OUTCOME,

		/** The class of a failure. */
		CAUSE,

		/** The state of an endpoint, see {@link EndpointCondition.State}. */
		STATE;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
