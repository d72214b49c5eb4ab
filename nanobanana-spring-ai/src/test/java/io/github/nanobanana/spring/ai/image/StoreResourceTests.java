package io.github.nanobanana.spring.ai.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.WritableResource;
import org.springframework.core.io.support.ResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Pictures behind Spring's resources: an object store that shows an object when its
 * stream is closed, and not before.
 */
class StoreResourceTests {

	private static final Instant NOW = Instant.parse("2026-11-27T20:15:03Z");

	private static final byte[] PNG = SamplePictures.large(100_000);

	private final Bucket bucket = new Bucket();

	private final PictureStore store = PictureStore.at("mem://bucket/pictures", this.bucket);

	@TempDir
	private Path folder;

	@Test
	void keepUploadsThePictureAndThenItsSidecar() throws IOException {
		PictureIntake.Kept kept = keep();
		assertThat(kept.problem()).isNull();
		String name = String.valueOf(kept.name());
		assertThat(this.bucket.uploads).containsExactly("mem://bucket/pictures/" + name + ".png",
				"mem://bucket/pictures/" + name + ".json");
		assertThat(kept.picture().toByteArray()).isEqualTo(PNG);
		PictureStore.Entry entry = this.store.find(name);
		assertThat(entry).isNotNull();
		assertThat(entry.picture().contentLength()).isEqualTo(PNG.length);
		assertThat(temporaryFiles()).isEmpty();
	}

	@Test
	void keepWhenContentIsTheSameClashesNever() throws IOException {
		List<String> names = List.of(String.valueOf(keep().name()), String.valueOf(keep().name()),
				String.valueOf(keep().name()));
		assertThat(names).doesNotHaveDuplicates();
		assertThat(this.store.names(0, 2)).isEqualTo(List.of(names.get(2), names.get(1)));
		assertThat(this.store.names(2, 2)).containsExactly(names.get(0));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 50_000, 99_999, 100_000, 100_001 })
	void keepWhenUploadFailsHandsThePictureOnAndShowsNone(int room) throws IOException {
		this.bucket.room = room;
		PictureIntake.Kept kept = keep();
		assertThat(kept.picture().toByteArray()).isEqualTo(PNG);
		assertThat(kept.problem()).contains("in memory only", "quota");
		assertThat(this.store.names(0, 10)).isEmpty();
		assertThat(temporaryFiles()).isEmpty();
	}

	@Test
	void keepWhenUploadArrivesShortIsAFailure() throws IOException {
		this.bucket.loses = 1;
		PictureIntake.Kept kept = keep();
		assertThat(kept.picture().toByteArray()).isEqualTo(PNG);
		assertThat(kept.problem()).contains("Only 99999 of 100000 bytes arrived");
		assertThat(this.store.names(0, 10)).isEmpty();
	}

	@Test
	void keepWhenStoreThrowsItsOwnExceptionHandsThePictureOn() {
		this.bucket.broken = true;
		assertThat(keep().picture().toByteArray()).isEqualTo(PNG);
	}

	@Test
	void deleteWhenResourceIsNoFileSaysSo() {
		String name = String.valueOf(keep().name());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> this.store.delete(name))
			.withMessageContaining("delete mem://bucket/pictures/" + name + ".json");
	}

	@Test
	void findWhenNameIsHostileAsksForNothing() throws IOException {
		assertThat(this.store.find("../../secret")).isNull();
		assertThat(this.store.delete("../../secret")).isFalse();
		assertThat(this.bucket.asked).doesNotContain("mem://bucket/pictures/../../secret.json");
	}

	@Test
	void atWhenLocationIsAFolderIsAFolder() {
		String path = this.folder.resolve("a b").toString();
		for (String location : List.of(path, "file:" + path, "  " + path + "  ", "FILE:" + path + "/")) {
			assertThat(PictureStore.at(location, new DefaultResourceLoader()))
				.hasToString("PictureStore[" + path + "]");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "s3://bucket/pictures", "https://example.com/pictures/", "classpath:pictures",
			"classpath*:pictures", "", "  ", "pictures\0" })
	void atWhenNothingCanBeWrittenThereIsRefused(String location) {
		assertThatIllegalArgumentException().isThrownBy(() -> PictureStore.at(location, new DefaultResourceLoader()))
			.withMessageContaining("ocation");
	}

	@Test
	void storeWhenResourcesAreFilesDeletes() throws IOException {
		PictureStore files = new ResourcePictureStore("disk:", new DefaultResourceLoader() {
			@Override
			public Resource getResource(String location) {
				return new FileSystemResource(
						StoreResourceTests.this.folder.resolve(location.substring("disk:".length())));
			}
		});
		String name = String.valueOf(keep(files).name());
		assertThat(files.find(name)).isNotNull();
		assertThat(files.delete(name)).isTrue();
		assertThat(this.folder).isEmptyDirectory();
	}

	private PictureIntake.Kept keep() {
		return keep(this.store);
	}

	private static PictureIntake.Kept keep(PictureStore store) {
		PictureIntake intake = PictureIntake.into(store);
		PictureTarget target = intake.open(1_000_000, 0);
		target.write(PNG, 0, PNG.length);
		PictureIntake.Kept kept = intake.keep(target.toPicture(), NOW,
				(sha256) -> "{}".getBytes(StandardCharsets.US_ASCII));
		intake.close();
		return kept;
	}

	private List<Path> temporaryFiles() throws IOException {
		List<Path> found = new ArrayList<>();
		try (java.nio.file.DirectoryStream<Path> files = Files
			.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "picture-*.part")) {
			files.forEach(found::add);
		}
		return found;
	}

	/**
	 * Loads resources of the scheme {@code mem:}, which are written whole or not at all.
	 */
	private static final class Bucket extends DefaultResourceLoader implements ResourcePatternResolver {

		private final Map<String, byte[]> objects = new TreeMap<>();

		private final List<String> uploads = new ArrayList<>();

		private final List<String> asked = new ArrayList<>();

		private long room = Long.MAX_VALUE;

		private int loses;

		private boolean broken;

		@Override
		public Resource getResource(String location) {
			this.asked.add(location);
			return new Stored(location);
		}

		@Override
		public Resource[] getResources(String pattern) {
			String prefix = pattern.substring(0, pattern.indexOf('*'));
			return this.objects.keySet()
				.stream()
				.filter((key) -> key.startsWith(prefix) && key.endsWith(".json"))
				.map(Stored::new)
				.toArray(Resource[]::new);
		}

		private final class Stored extends AbstractResource implements WritableResource {

			private final String key;

			private Stored(String key) {
				this.key = key;
			}

			@Override
			public boolean exists() {
				return Bucket.this.objects.containsKey(this.key);
			}

			@Override
			public String getDescription() {
				return this.key;
			}

			@Override
			public @Nullable String getFilename() {
				return this.key.substring(this.key.lastIndexOf('/') + 1);
			}

			@Override
			public InputStream getInputStream() throws IOException {
				byte[] bytes = Bucket.this.objects.get(this.key);
				if (bytes == null) {
					throw new FileNotFoundException(this.key);
				}
				return new ByteArrayInputStream(bytes);
			}

			@Override
			public OutputStream getOutputStream() {
				if (Bucket.this.broken) {
					throw new IllegalStateException("no credentials");
				}
				return new ByteArrayOutputStream() {

					@Override
					public void write(byte[] source, int offset, int length) {
						super.write(source, offset, length);
					}

					@Override
					public void close() throws IOException {
						Bucket.this.room -= size();
						if (Bucket.this.room < 0) {
							throw new IOException("over quota");
						}
						byte[] bytes = toByteArray();
						Bucket.this.objects.put(Stored.this.key,
								java.util.Arrays.copyOf(bytes, bytes.length - Bucket.this.loses));
						Bucket.this.uploads.add(Stored.this.key);
					}
				};
			}

		}

	}

}
