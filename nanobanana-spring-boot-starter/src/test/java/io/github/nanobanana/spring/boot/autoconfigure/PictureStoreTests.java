package io.github.nanobanana.spring.boot.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaPictureArchive;
import io.github.nanobanana.spring.ai.PictureDelivery;
import io.github.nanobanana.spring.ai.StoredPicture;
import io.github.nanobanana.spring.ai.image.PictureStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store of pictures and the limits of deliveries as properties.
 */
class PictureStoreTests {

	private static final String PREFIX = "spring.ai.nanobanana.image.";

	private final RelaySimulator relay = RelaySimulator.start();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
		.withPropertyValues("spring.ai.nanobanana.base-url=" + this.relay.baseUrl(),
				"spring.ai.nanobanana.api-key=" + this.relay.key());

	@TempDir
	private Path folder;

	@AfterEach
	void stop() {
		this.relay.close();
	}

	@Test
	void pictureWhenStoreIsAFolderIsFoundAndRepeated() {
		Path pictures = this.folder.resolve("new/pictures");
		this.application.withPropertyValues(PREFIX + "store=" + pictures).run((context) -> {
			ImageModel model = context.getBean(ImageModel.class);
			model.call(new ImagePrompt("a lighthouse"));
			NanoBananaPictureArchive archive = context.getBean(NanoBananaPictureArchive.class);
			StoredPicture stored = archive.list(0, 10).get(0);
			assertThat(stored.details().prompt()).isEqualTo("a lighthouse");
			model.call(archive.toPrompt(stored));
			assertThat(archive.list(0, 10)).hasSize(2);
			assertThat(archive.delete(stored.name())).isTrue();
			assertThat(archive.find(stored.name())).isNull();
			assertThat(pictures.toFile().list()).hasSize(2);
		});
	}

	@Test
	void storeWhenNoneOrEmptyIsNotThere() {
		for (String none : new String[] { "none", "NONE", "" }) {
			this.application.withPropertyValues(PREFIX + "store=" + none)
				.run((context) -> assertThat(context).hasNotFailed()
					.doesNotHaveBean(PictureStore.class)
					.doesNotHaveBean(NanoBananaPictureArchive.class));
		}
		this.application.run((context) -> assertThat(context).doesNotHaveBean(PictureStore.class));
	}

	@Test
	void storeWhenApplicationHasItsOwnTakesThat() {
		PictureStore own = PictureStore.folder(this.folder.resolve("own"));
		this.application.withBean(PictureStore.class, () -> own)
			.withPropertyValues(PREFIX + "store=" + this.folder.resolve("other"))
			.run((context) -> {
				context.getBean(ImageModel.class).call(new ImagePrompt("a lighthouse"));
				assertThat(new NanoBananaPictureArchive(own).list(0, 10)).hasSize(1);
			});
	}

	@Test
	void pictureWhenDeliveryIsAsIsIsNeverFetched() {
		this.application
			.withPropertyValues(PREFIX + "store=" + this.folder, PREFIX + "delivery=as-is",
					PREFIX + "response-format=url")
			.run((context) -> {
				context.getBean(ImageModel.class).call(new ImagePrompt("a lighthouse"));
				assertThat(this.relay.requests()).hasSize(1);
				assertThat(this.folder).isEmptyDirectory();
			});
	}

	@Test
	void propertiesWhenSetAreBound() {
		this.application
			.withPropertyValues(PREFIX + "delivery=eager", PREFIX + "max-picture-size=10MB",
					PREFIX + "max-pixels=1000000", PREFIX + "max-redirects=0", PREFIX + "download-attempts=1",
					PREFIX + "download-timeout=5", PREFIX + "allow-http=true", PREFIX + "allow-private-addresses=true",
					"spring.ai.nanobanana.max-header-size=8KB")
			.run((context) -> {
				NanoBananaImageProperties properties = context.getBean(NanoBananaImageProperties.class);
				assertThat(properties.getDelivery()).isEqualTo(PictureDelivery.EAGER);
				assertThat(properties.getMaxPictureSize()).isEqualTo(DataSize.ofMegabytes(10));
				assertThat(properties.getDownloadTimeout()).isEqualTo(Duration.ofSeconds(5));
				assertThat(properties).hasToString(properties.toString()).asString().contains("maxRedirects=0");
				assertThat(context.getBean(ImageModel.class)).isNotNull();
			});
	}

	@Test
	void propertiesWhenOutOfBoundsAreAllToldAtOnce() throws Exception {
		Path file = Files.writeString(this.folder.resolve("file"), "");
		this.application
			.withPropertyValues(PREFIX + "store=" + file, PREFIX + "max-picture-size=10B", PREFIX + "max-pixels=0",
					PREFIX + "max-redirects=21", PREFIX + "download-attempts=0", PREFIX + "download-timeout=2h",
					"spring.ai.nanobanana.max-header-size=2MB")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidNanoBananaConfigurationException.class)
				.satisfies((failure) -> assertThat(((InvalidNanoBananaConfigurationException) failure).problems())
					.extracting(ConfigurationProblem::property)
					.containsExactlyInAnyOrder(PREFIX + "store", PREFIX + "max-picture-size", PREFIX + "max-pixels",
							PREFIX + "max-redirects", PREFIX + "download-attempts", PREFIX + "download-timeout",
							"spring.ai.nanobanana.max-header-size")));
	}

	@Test
	void storeWhenNothingCanWriteThereIsTold() {
		for (String location : new String[] { "s3://bucket/pictures", "classpath:pictures", "${PICTURES}" }) {
			this.application.withPropertyValues(PREFIX + "store=" + location)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.hasMessageContaining(PREFIX + "store")
					.hasMessageContaining("allowed: a folder"));
		}
	}

}
