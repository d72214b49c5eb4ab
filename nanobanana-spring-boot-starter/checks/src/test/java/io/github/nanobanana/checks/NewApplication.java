package io.github.nanobanana.checks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * An application as a person begins one: a folder with the main class that a generator of
 * Spring Boot projects writes, a controller and an {@code application.yml}. It is
 * compiled and runs in a process of its own, on the class path of the starter and nothing
 * else.
 */
final class NewApplication implements AutoCloseable {

	private static final String MAIN = """
			package com.example.demo;

			import org.springframework.boot.SpringApplication;
			import org.springframework.boot.autoconfigure.SpringBootApplication;

			@SpringBootApplication
			public class DemoApplication {

				public static void main(String[] args) {
					SpringApplication.run(DemoApplication.class, args);
				}

			}
			""";

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+) ");

	private static final Pattern TYPE = Pattern.compile("^class (\\w+)", Pattern.MULTILINE);

	private final StringBuilder output = new StringBuilder();

	private final Path folder;

	private final String dependencies;

	private final Process process;

	private final BufferedReader reader;

	private final int port;

	private NewApplication(Path folder, Map<String, String> environment) throws IOException {
		this.folder = folder;
		this.dependencies = Files.readString(Path.of("target", "new-application.classpath")).strip();
		compile();
		this.process = start(environment);
		this.reader = this.process.inputReader(StandardCharsets.UTF_8);
		this.port = awaitPort();
	}

	/**
	 * Writes, compiles and starts an application.
	 * @param folder an empty folder
	 * @param controller the controller, with its imports and without a package
	 * @param yaml the configuration
	 * @param environment variables for its process
	 * @return the application, which listens
	 * @throws IOException if it cannot be written
	 * @throws AssertionError if it cannot be compiled, or ends in place of listening
	 */
	static NewApplication start(Path folder, String controller, String yaml, Map<String, String> environment)
			throws IOException {
		Path sources = Files.createDirectories(folder.resolve("src/main/java/com/example/demo"));
		Files.writeString(sources.resolve("DemoApplication.java"), MAIN);
		Files.writeString(sources.resolve(Project.first(TYPE, controller) + ".java"),
				"package com.example.demo;\n\n" + controller);
		Files.writeString(Files.createDirectories(folder.resolve("target/classes")).resolve("application.yml"), yaml);
		return new NewApplication(folder, environment);
	}

	/** The address of the application, without a slash at the end. */
	String url() {
		return "http://127.0.0.1:" + this.port;
	}

	/** What the application has printed; all of it once it is closed. */
	String output() {
		return this.output.toString();
	}

	private void compile() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
				Stream<Path> sources = Files.walk(this.folder.resolve("src"))) {
			List<String> options = List.of("--release", Project.property("java.version"), "-parameters", "-Xlint:all",
					"-proc:none", "-classpath", this.dependencies, "-d", classes().toString());
			boolean compiled = compiler
				.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(
						sources.filter((source) -> source.toString().endsWith(".java")).toList()))
				.call();
			if (!compiled) {
				throw new AssertionError("The application does not compile:\n" + messages);
			}
		}
	}

	private Process start(Map<String, String> environment) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-cp", classes() + File.pathSeparator + this.dependencies, "com.example.demo.DemoApplication",
				"--server.port=0", "--server.address=127.0.0.1");
		builder.environment().keySet().removeIf((name) -> name.startsWith("SPRING_") || name.startsWith("NANOBANANA_"));
		builder.environment().putAll(environment);
		return builder.directory(this.folder.toFile()).redirectErrorStream(true).start();
	}

	private int awaitPort() throws IOException {
		for (String line = this.reader.readLine(); line != null; line = this.reader.readLine()) {
			this.output.append(line).append('\n');
			Matcher started = STARTED.matcher(line);
			if (started.find()) {
				return Integer.parseInt(started.group(1));
			}
		}
		throw new AssertionError("The application ended in place of listening:\n" + this.output);
	}

	private Path classes() {
		return this.folder.resolve("target").resolve("classes");
	}

	/**
	 * Ends the process as an operator does and waits for it. By its handle, since the
	 * process itself would close what the application still prints.
	 */
	@Override
	public void close() {
		this.process.toHandle().destroy();
		this.reader.lines().forEach((line) -> this.output.append(line).append('\n'));
		this.process.onExit().join();
	}

}
