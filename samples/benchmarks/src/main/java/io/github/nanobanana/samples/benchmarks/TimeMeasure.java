package io.github.nanobanana.samples.benchmarks;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Time and processor time of an 8 MB call by JMH, a fork for each client in each round,
 * so that what else the machine does meets all of them.
 */
final class TimeMeasure implements Measure {

	private static final int PICTURE = 8;

	private static final TimeValue ITERATION = TimeValue.seconds(2);

	private static final int ITERATIONS = 5;

	@Override
	public String name() {
		return "time";
	}

	@Override
	public void run(Plan plan, ServerProcess server, Table table) throws RunnerException {
		Map<Peer, List<Double>> times = new EnumMap<>(Peer.class);
		Map<Peer, List<Double>> cpu = new EnumMap<>(Peer.class);
		URI base = server.base64(PICTURE * SamplePicture.MIB, 0);
		for (int round = 0; round < plan.rounds(); round++) {
			for (Peer peer : plan.peers()) {
				Collection<RunResult> results = new Runner(options(peer, base)).run();
				for (RunResult result : results) {
					add(times, peer, result.getPrimaryResult());
					add(cpu, peer, Objects.requireNonNull(result.getSecondaryResults().get(CpuProfiler.NAME)));
				}
			}
		}
		String target = (Runtime.version().feature() < 25) ? "≤ 0.35×" : "≤ 0.25×";
		fill(table.row("time of an 8 MB base64 call, of Spring AI OpenAI (ms)", target), times);
		fill(table.row("CPU of an 8 MB base64 call, of Spring AI OpenAI (ms)", target), cpu);
	}

	private static Options options(Peer peer, URI base) {
		return new OptionsBuilder().include(PictureBenchmark.class.getName())
			.param("peer", peer.name())
			.param("base", base.toString())
			.forks(1)
			.warmupIterations(1)
			.warmupTime(TimeValue.seconds(WARM_UP.toSeconds()))
			.measurementIterations(ITERATIONS)
			.measurementTime(ITERATION)
			.addProfiler(CpuProfiler.class)
			.verbosity(VerboseMode.SILENT)
			.build();
	}

	private static void add(Map<Peer, List<Double>> all, Peer peer, Result<?> result) {
		all.computeIfAbsent(peer, (ignored) -> new ArrayList<>()).add(result.getScore());
	}

	private static void fill(Table.Row row, Map<Peer, List<Double>> found) {
		double reference = Statistics.median(found.getOrDefault(Peer.SPRING_AI_OPENAI, List.of()));
		found.forEach((peer, values) -> row.ratio(peer, Statistics.median(values), reference, " ms"));
	}

}
