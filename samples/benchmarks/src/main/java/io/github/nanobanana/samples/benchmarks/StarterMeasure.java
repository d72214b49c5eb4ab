package io.github.nanobanana.samples.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a starter adds to an application: jars, the time of a start, classes.
 */
final class StarterMeasure implements Measure {

	private static final String BOOT = "org.springframework.boot:spring-boot-starter";

	/**
	 * Spring AI's own starter does not resolve with this Boot; these two are what it
	 * brings for pictures.
	 */
	private static final Map<Peer, List<String>> STARTERS = new EnumMap<>(
			Map.of(Peer.NANO_BANANA, List.of(BOOT, "io.github.nanobanana:nanobanana-spring-boot-starter"),
					Peer.SPRING_AI_OPENAI, List.of(BOOT, "org.springframework.ai:spring-ai-openai",
							"org.springframework.ai:spring-ai-autoconfigure-model-openai")));

	private static final List<String> PROPERTIES = List.of("--spring.main.banner-mode=off",
			"--spring.ai.nanobanana.base-url=http://127.0.0.1:1", "--spring.ai.nanobanana.api-key=sk-benchmark",
			"--spring.ai.openai.api-key=sk-benchmark");

	private static final int STARTS_IN_ROUND = 2;

	@Override
	public String name() {
		return "starter";
	}

	@Override
	public void run(Plan plan, ServerProcess server, Table table) throws Exception {
		Path lib = lib();
		DependencyTree tree = DependencyTree.read(Files.readAllLines(lib.resolve("tree.txt")));
		List<Path> bare = tree.jars(lib, List.of(BOOT));
		Path classes = Files.createTempDirectory("bare-application");
		try {
			copyApplication(classes);
			Map<Peer, List<Path>> jars = new EnumMap<>(Peer.class);
			STARTERS.forEach((peer, artifacts) -> jars.put(peer, tree.jars(lib, artifacts)));
			fill(table, plan, classes, bare, jars);
		}
		finally {
			deleteApplication(classes);
		}
	}

	private static void fill(Table table, Plan plan, Path classes, List<Path> bare, Map<Peer, List<Path>> jars)
			throws IOException, InterruptedException {
		List<Figures> without = new ArrayList<>();
		Map<Peer, List<Figures>> with = new EnumMap<>(Peer.class);
		for (int start = 0; start < plan.rounds() * STARTS_IN_ROUND; start++) {
			without.add(start(classes, bare));
			for (Map.Entry<Peer, List<Path>> starter : jars.entrySet()) {
				with.computeIfAbsent(starter.getKey(), (ignored) -> new ArrayList<>())
					.add(start(classes, starter.getValue()));
			}
		}
		String target = "≤ 0.33×";
		Table.Row size = table.row("jars that the starter adds, of Spring AI OpenAI (MB)", target);
		Table.Row time = table.row("time that it adds to a start (ms)", target);
		Table.Row loaded = table.row("classes that it loads at a start", target);
		List<Path> reference = jars.getOrDefault(Peer.SPRING_AI_OPENAI, List.of());
		jars.forEach((peer, all) -> {
			size.ratio(peer, added(all, bare), added(reference, bare),
					" MB in %d jars".formatted(all.size() - bare.size()));
			added(time, "millis", peer, with, without);
			added(loaded, "classes", peer, with, without);
		});
	}

	private static void added(Table.Row row, String name, Peer peer, Map<Peer, List<Figures>> with,
			List<Figures> without) {
		double before = median(without, name);
		row.ratio(peer, median(Objects.requireNonNull(with.get(peer)), name) - before,
				median(Objects.requireNonNull(with.get(Peer.SPRING_AI_OPENAI)), name) - before, "");
	}

	private static double median(List<Figures> figures, String name) {
		return Statistics.median(figures.stream().map((one) -> one.get(name)).toList());
	}

	private static double added(List<Path> jars, List<Path> bare) {
		return (bytes(jars) - bytes(bare)) / (double) SamplePicture.MIB;
	}

	private static long bytes(List<Path> jars) {
		return jars.stream().mapToLong((jar) -> jar.toFile().length()).sum();
	}

	private static Figures start(Path classes, List<Path> jars) throws IOException, InterruptedException {
		String classPath = classes + File.pathSeparator
				+ jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
		List<String> arguments = new ArrayList<>(List.of(BareApplication.class.getName()));
		arguments.addAll(PROPERTIES);
		Figures figures = JavaProcess.figures(JavaProcess.start(List.of(), classPath, arguments));
		if (!figures.succeeded()) {
			throw new IOException("The application did not start: " + figures.failure());
		}
		return figures;
	}

	private static Path lib() throws URISyntaxException {
		Path self = Path.of(StarterMeasure.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		return self.resolveSibling("lib");
	}

	private static Path copyOf(Path classes) {
		return classes.resolve(BareApplication.class.getName().replace('.', '/') + ".class");
	}

	private static void copyApplication(Path classes) throws IOException {
		Files.createDirectories(copyOf(classes).getParent());
		try (InputStream code = BareApplication.class.getResourceAsStream("BareApplication.class")) {
			Files.copy(Objects.requireNonNull(code), copyOf(classes));
		}
	}

	private static void deleteApplication(Path classes) throws IOException {
		try (Stream<Path> all = Files.walk(classes)) {
			for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(path);
			}
		}
	}

}
