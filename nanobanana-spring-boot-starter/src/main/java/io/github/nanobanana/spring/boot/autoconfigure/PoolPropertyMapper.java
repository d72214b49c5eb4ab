package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.unit.DataSize;

import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;
import io.github.nanobanana.spring.ai.endpoint.AdmissionSettings;
import io.github.nanobanana.spring.ai.endpoint.ProbeSettings;

/**
 * Tells the builder what holds for all endpoints together, and notes what is wrong with
 * the properties of it.
 */
final class PoolPropertyMapper {

	private static final String ROOT = NanoBananaProperties.CONFIG_PREFIX;

	private static final DataSize SMALLEST_RESPONSE = DataSize.ofKilobytes(1);

	private static final DataSize LARGEST_HEADER = DataSize.ofMegabytes(1);

	private final NanoBananaProperties properties;

	PoolPropertyMapper(NanoBananaProperties properties) {
		this.properties = properties;
	}

	void check(ConfigurationProblems problems) {
		problems.check(ROOT, Allowed.MAX_RESPONSE_SIZE, this.properties.getMaxResponseSize(),
				(size) -> size.compareTo(SMALLEST_RESPONSE) >= 0);
		problems.check(ROOT, Allowed.MAX_HEADER_SIZE, this.properties.getMaxHeaderSize(),
				(size) -> size.compareTo(SMALLEST_RESPONSE) >= 0 && size.compareTo(LARGEST_HEADER) <= 0);
		problems.check(ROOT, Allowed.MAX_WAITING_CALLS, this.properties.getMaxWaitingCalls(), (calls) -> calls >= 0);
		problems.check(ROOT, Allowed.MAX_WAIT, this.properties.getMaxWait(), PoolPropertyMapper::isUpToAnHour);
		problems.check(ROOT, Allowed.PROBE_INTERVAL, this.properties.getProbeInterval(),
				(interval) -> interval.isZero() || isBetween(interval, Duration.ofSeconds(1), Duration.ofDays(1)));
		problems.check(ROOT, Allowed.PROBE_TIMEOUT, this.properties.getProbeTimeout(),
				(timeout) -> isBetween(timeout, Duration.ofMillis(1), Duration.ofMinutes(1)));
		problems.check(ROOT, Allowed.SHUTDOWN_TIMEOUT, this.properties.getShutdownTimeout(),
				PoolPropertyMapper::isUpToAnHour);
	}

	private static boolean isUpToAnHour(Duration time) {
		return isBetween(time, Duration.ZERO, Duration.ofHours(1));
	}

	private static boolean isBetween(Duration time, Duration least, Duration most) {
		return time.compareTo(least) >= 0 && time.compareTo(most) <= 0;
	}

	/**
	 * Hands everything that is set to the builder of a model.
	 */
	void apply(NanoBananaImageModelBuilder builder) {
		PropertyMapper map = PropertyMapper.get();
		map.from(this.properties::getMaxResponseSize).as(DataSize::toBytes).to(builder::maxResponseSize);
		map.from(this.properties::getMaxHeaderSize)
			.as(DataSize::toBytes)
			.to((bytes) -> builder.maxHeaderSize(Math.toIntExact(bytes)));
		map.from(this.properties::getShutdownTimeout).to(builder::shutdownTimeout);
		AdmissionSettings admission = AdmissionSettings.defaults();
		builder.admission(new AdmissionSettings(or(this.properties.getMaxWaitingCalls(), admission.places()),
				or(this.properties.getMaxWait(), admission.longestWait())));
		ProbeSettings probes = ProbeSettings.defaults();
		builder.probes(new ProbeSettings(or(this.properties.getProbeInterval(), probes.interval()),
				or(this.properties.getProbeTimeout(), probes.timeout())));
	}

	private static <T> T or(@Nullable T value, T otherwise) {
		return (value != null) ? value : otherwise;
	}

	@Override
	public String toString() {
		return "PoolPropertyMapper[" + this.properties + "]";
	}

}
