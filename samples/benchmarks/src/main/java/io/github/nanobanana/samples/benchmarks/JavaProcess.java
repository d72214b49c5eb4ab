package io.github.nanobanana.samples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own, on the same JDK as this one, that is ended with the measure it is
 * for.
 */
final class JavaProcess {

	/** The end of a process that hangs. */
	private static final long BOUND_SECONDS = 300;

	private JavaProcess() {
	}

	static Process start(List<String> flags, String classPath, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(flags);
		command.add("-cp");
		command.add(classPath);
		command.addAll(arguments);
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

	/**
	 * Starts this command again in another process.
	 */
	static Process startSelf(List<String> flags, List<String> arguments) throws IOException {
		List<String> all = new ArrayList<>(List.of(Benchmarks.class.getName()));
		all.addAll(arguments);
		return start(flags, System.getProperty("java.class.path"), all);
	}

	/**
	 * Waits for a process to end and reads what it found.
	 */
	static Figures figures(Process process) throws IOException, InterruptedException {
		CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> endInTime(process));
		List<String> lines = new ArrayList<>();
		try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = out.readLine(); line != null; line = out.readLine()) {
				lines.add(line);
			}
		}
		return ended.join() ? Figures.read(lines, process.exitValue())
				: Figures.failed("no end within " + BOUND_SECONDS + " s");
	}

	private static boolean endInTime(Process process) {
		try {
			return process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
