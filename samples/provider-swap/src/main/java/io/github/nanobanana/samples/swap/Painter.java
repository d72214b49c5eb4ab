package io.github.nanobanana.samples.swap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;

import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

/**
 * The application: a prompt in, a picture file out, by whichever {@link ImageModel} there
 * is. It uses only Spring AI's own types and the options that every provider knows.
 */
@Component
final class Painter implements ApplicationRunner, ExitCodeGenerator {

	private static final ImageOptions OPTIONS = ImageOptionsBuilder.builder().n(1).width(1024).height(1024).build();

	private final ImageModel images;

	private final Path folder;

	private int exitCode = 1;

	Painter(ImageModel images, @Value("${out:pictures}") Path folder) {
		this.images = images;
		this.folder = folder;
	}

	@Override
	public void run(ApplicationArguments arguments) throws IOException {
		String text = arguments.getNonOptionArgs().isEmpty() ? "a cute cat wearing sunglasses"
				: String.join(" ", arguments.getNonOptionArgs());
		System.out.println("Asking " + this.images.getClass().getSimpleName() + " for: " + text);
		Image image;
		try {
			image = Objects.requireNonNull(this.images.call(new ImagePrompt(text, OPTIONS)).getResult()).getOutput();
		}
		catch (RuntimeException ex) {
			System.out.println("No picture: " + ex.getMessage());
			return;
		}
		System.out.println("Wrote " + write(bytes(image)).toAbsolutePath());
		this.exitCode = 0;
	}

	/** Some providers answer with the picture, others with its address. */
	private static byte[] bytes(Image image) throws IOException {
		if (image.getB64Json() != null) {
			return Base64.getDecoder().decode(image.getB64Json());
		}
		try (InputStream stream = URI.create(Objects.requireNonNull(image.getUrl())).toURL().openStream()) {
			return stream.readAllBytes();
		}
	}

	private Path write(byte[] bytes) throws IOException {
		String type = URLConnection.guessContentTypeFromStream(new ByteArrayInputStream(bytes));
		String extension = (type != null) ? type.substring(type.indexOf('/') + 1) : "image";
		Files.createDirectories(this.folder);
		return Files.write(this.folder.resolve("swap-" + System.currentTimeMillis() + "." + extension), bytes);
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
