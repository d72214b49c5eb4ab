package io.github.nanobanana.samples.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of the whole process for each call, whatever threads it was spent on.
 */
public final class CpuProfiler implements InternalProfiler {

	/** The name of the result, in milliseconds. */
	static final String NAME = "cpu";

	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private long before;

	@Override
	public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
		this.before = this.system.getProcessCpuTime();
	}

	@Override
	public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
			IterationResult result) {
		double millis = (this.system.getProcessCpuTime() - this.before) / 1e6;
		return List
			.of(new ScalarResult(NAME, millis / result.getMetadata().getAllOps(), "ms/op", AggregationPolicy.AVG));
	}

	@Override
	public String getDescription() {
		return "processor time of the process for each call";
	}

}
