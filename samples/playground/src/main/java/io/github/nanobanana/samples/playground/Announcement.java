package io.github.nanobanana.samples.playground;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says where the page is once it can be used, and opens it if that was asked for.
 */
@Component
final class Announcement {

	private static final Log logger = LogFactory.getLog(PlaygroundApplication.class);

	private final SimulatorControl simulators;

	private final boolean open;

	Announcement(SimulatorControl simulators, PlaygroundProperties properties) {
		this.simulators = simulators;
		this.open = properties.open();
	}

	@EventListener
	void ready(ApplicationReadyEvent ready) {
		if (!(ready.getApplicationContext() instanceof WebServerApplicationContext web) || web.getWebServer() == null) {
			return;
		}
		String address = "http://127.0.0.1:" + web.getWebServer().getPort() + "/";
		logger.info("The playground is at " + address);
		if (this.simulators.isActive()) {
			logger.info("No API key is set, so simulated relays inside this process draw the pictures. "
					+ "For a real relay set NANOBANANA_API_KEY and NANOBANANA_BASE_URL.");
		}
		if (this.open) {
			open(address);
		}
	}

	private static void open(String address) {
		String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
		List<String> command = system.contains("win") ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
				: List.of(system.contains("mac") ? "open" : "xdg-open", address);
		try {
			new ProcessBuilder(command).start();
		}
		catch (IOException ex) {
			logger.info("No browser could be opened: " + ex.getMessage());
		}
	}

}
