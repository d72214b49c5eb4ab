package io.github.nanobanana.relay.simulator;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a {@link RelaySimulator} alone, until it is interrupted.
 */
public final class RelaySimulatorMain {

	private static final int DEFAULT_PORT = 8080;

	private static final String HELP = """
			Stand-in relay for Google's image models: draws pictures, keeps books, misbehaves on request.

			Usage: java -jar relay-simulator.jar [options]
			  --port N          port on 127.0.0.1 (default 8080; 0 for any free one)
			  --key KEY         API key to accept (default sk-test); may be given several times
			  --model NAME      a further model name to serve; may be given several times
			  --work-time MS    how long every picture takes, in milliseconds (default 0)
			  --jpeg            draw JPEG instead of PNG
			  --help            this text
			""";

	private RelaySimulatorMain() {
	}

	/**
	 * Start the relay and wait.
	 * @param args the command line, see {@code --help}
	 */
	public static void main(String[] args) {
		int status = run(args, System.out, System.err, new CountDownLatch(1));
		if (status != 0) {
			System.exit(status);
		}
	}

	static int run(String[] args, PrintStream out, PrintStream err, CountDownLatch end) {
		RelaySimulatorBuilder builder = RelaySimulator.builder().port(DEFAULT_PORT);
		try {
			if (!configure(builder, args)) {
				out.print(HELP);
				return 0;
			}
		}
		catch (IllegalArgumentException ex) {
			err.println(ex.getMessage());
			err.println("Try --help.");
			return 2;
		}
		try (RelaySimulator relay = builder.start()) {
			out.println(ready(relay));
			out.flush();
			end.await();
			return 0;
		}
		catch (IllegalStateException ex) {
			err.println(ex.getMessage());
			return 1;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return 0;
		}
	}

	private static boolean configure(RelaySimulatorBuilder builder, String[] args) {
		for (int i = 0; i < args.length; i++) {
			switch (args[i]) {
				case "--help", "-h" -> {
					return false;
				}
				case "--jpeg" -> builder.pictureFormat(PictureFormat.JPEG);
				case "--port" -> builder.port(number(args, ++i, 65_535));
				case "--key" -> builder.key(value(args, ++i));
				case "--model" -> builder.model(value(args, ++i));
				case "--work-time" -> builder.workTime(Duration.ofMillis(number(args, ++i, 3_600_000)));
				default -> throw new IllegalArgumentException("Unknown option: " + args[i]);
			}
		}
		return true;
	}

	private static String ready(RelaySimulator relay) {
		return "Relay simulator ready at " + relay.baseUrl() + " with key " + relay.key() + "\n" + "Try: curl -s "
				+ relay.baseUrl() + "/v1/images/generations -H 'Authorization: Bearer " + relay.key()
				+ "' -H 'Content-Type: application/json'"
				+ " -d '{\"model\":\"nano-banana-2\",\"prompt\":\"a cute cat wearing sunglasses\"}'";
	}

	private static String value(String[] args, int index) {
		if (index >= args.length) {
			throw new IllegalArgumentException("Option " + args[index - 1] + " needs a value");
		}
		return args[index];
	}

	private static int number(String[] args, int index, int most) {
		String text = value(args, index);
		try {
			int number = Integer.parseInt(text);
			if (number >= 0 && number <= most) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// the message below says what is wanted
		}
		throw new IllegalArgumentException(
				"Option " + args[index - 1] + " takes a number from 0 to " + most + ", not '" + text + "'");
	}

}
