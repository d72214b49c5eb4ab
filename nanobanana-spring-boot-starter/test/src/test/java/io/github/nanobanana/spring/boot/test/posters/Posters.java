package io.github.nanobanana.spring.boot.test.posters;

import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application that knows only {@link ImageModel}.
 */
@SpringBootApplication
class Posters {

	private final ImageModel images;

	Posters(ImageModel images) {
		this.images = images;
	}

	String draw(String subject) {
		return this.images.call(new ImagePrompt(subject)).getResult().getOutput().getUrl();
	}

}
