package io.github.nanobanana.samples.playground;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the page.
 *
 * @param models the model names to choose from; any other can be typed
 * @param references the folder of the pictures that were given to go along
 * @param allowedHosts names by which the server may be asked for, beside those of the
 * loopback address; needed only where it listens elsewhere or stands behind a proxy
 * @param open whether to open the page in the browser
 * @param simulatedWorkTime how long the simulated relays draw, where no key is set
 */
@ConfigurationProperties("playground")
record PlaygroundProperties(@DefaultValue("nano-banana-2") List<String> models,
		@DefaultValue("playground/references") Path references, @DefaultValue List<String> allowedHosts, boolean open,
		@DefaultValue("3s") Duration simulatedWorkTime) {

}
