package io.github.nanobanana.samples.quickstart;

import java.util.Map;

import picocli.CommandLine;

/**
 * Starts the command line; the Spring application, {@link PictureApplication}, runs
 * inside the command.
 */
public final class QuickstartApplication {

	private QuickstartApplication() {
	}

	/**
	 * Makes pictures as the arguments say and exits with 0 if at least one arrived, 1 if
	 * none did, and 2 if the arguments are wrong.
	 * @param arguments the command line; {@code --help} explains it
	 */
	public static void main(String[] arguments) {
		System.exit(commandLine(System.getenv()).execute(arguments));
	}

	static CommandLine commandLine(Map<String, String> environment) {
		return new CommandLine(new QuickstartCommand(environment)).setUsageHelpWidth(100);
	}

}
