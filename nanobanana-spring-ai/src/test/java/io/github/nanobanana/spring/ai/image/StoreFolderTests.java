package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Pictures in a folder: whole, complete and never one over the other.
 */
class StoreFolderTests {

	private static final Instant NOW = Instant.parse("2026-11-27T20:15:03Z");

	private static final byte[] PNG = SamplePictures.large(300_000);

	@TempDir
	private Path folder;

	@Test
	void keepNamesPictureByTimeAndContent() throws IOException {
		String name = keep(PNG, NOW);
		assertThat(name).matches("20261127T201503Z-[0-9a-f]{12}");
		assertThat(this.folder.resolve(name + ".png")).hasBinaryContent(PNG);
		assertThat(Files.readString(this.folder.resolve(name + ".json"))).contains(name.substring(17));
		assertThat(keep(SamplePictures.jpeg(3, 2), NOW))
			.satisfies((jpeg) -> assertThat(this.folder.resolve(jpeg + ".jpg")).exists());
	}

	@Test
	void keepWhenFormatIsUnknownKeepsItAllTheSame() {
		String name = keep("not really a picture".repeat(10).getBytes(StandardCharsets.US_ASCII), NOW);
		assertThat(this.folder.resolve(name + ".bin")).exists();
		assertThat(store().toString()).contains(this.folder.toString());
	}

	@Test
	void readerNeverSeesPartOfAPicture() {
		AtomicBoolean over = new AtomicBoolean();
		CompletableFuture<Integer> scanning = CompletableFuture.supplyAsync(() -> scanUntil(over));
		IntStream.range(0, 40).parallel().forEach((number) -> keep(PNG, NOW.plusSeconds(number)));
		over.set(true);
		assertThat(scanning.join()).isPositive();
	}

	/** Looks at everything that is no hidden file, again and again. */
	private int scanUntil(AtomicBoolean over) {
		Set<Path> seen = new HashSet<>();
		boolean last = false;
		while (!last) {
			last = over.get();
			try (Stream<Path> files = Files.list(this.folder)) {
				for (Path file : files.filter((path) -> !path.getFileName().toString().startsWith(".")).toList()) {
					String name = file.getFileName().toString();
					if (name.endsWith(".png")) {
						assertThat(Files.size(file)).isEqualTo(PNG.length);
					}
					else {
						assertThat(Files.readString(file)).startsWith("{").endsWith("}");
						assertThat(file.resolveSibling(name.replace(".json", ".png"))).exists();
					}
					seen.add(file);
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return seen.size();
	}

	@Test
	void keepWhenContentAndSecondAreTheSameClashesNever() {
		List<String> names = IntStream.range(0, 60).parallel().mapToObj((number) -> keep(PNG, NOW)).toList();
		assertThat(names).doesNotHaveDuplicates();
		assertThat(names).allSatisfy((name) -> assertThat(this.folder.resolve(name + ".png")).hasBinaryContent(PNG));
		assertThat(this.folder.toFile().list()).hasSize(120);
	}

	@Test
	void keepWhenForeignFilesAreInTheWayLeavesThemAlone() throws IOException {
		String name = keep(PNG, NOW);
		Path foreign = Files.writeString(this.folder.resolve(name + "-2.png"), "mine");
		Path sidecar = Files.writeString(this.folder.resolve(name + "-3.json"), "mine too");
		assertThat(keep(PNG, NOW)).isEqualTo(name + "-4");
		assertThat(foreign).hasContent("mine");
		assertThat(sidecar).hasContent("mine too");
		assertThat(this.folder.resolve(name + "-3.png")).doesNotExist();
	}

	@Test
	void namesAreNewestFirstAndPaged() {
		List<String> kept = new ArrayList<>();
		for (int day = 0; day < 5; day++) {
			kept.add(0, keep(PNG, NOW.plusSeconds(86_400L * day)));
		}
		assertThat(names(0, 10)).isEqualTo(kept);
		assertThat(names(1, 2)).isEqualTo(kept.subList(1, 3));
		assertThat(names(5, 2)).isEmpty();
	}

	@Test
	void namesWhenSidecarIsMissingPassesThePictureOver() throws IOException {
		String name = keep(PNG, NOW);
		Files.delete(this.folder.resolve(name + ".json"));
		Files.writeString(this.folder.resolve("notes.json"), "{}");
		assertThat(names(0, 10)).isEmpty();
		assertThat(store().find(name)).isNull();
		assertThat(store().delete(name)).isTrue();
		assertThat(this.folder.resolve(name + ".png")).doesNotExist();
		assertThat(store().delete(name)).isFalse();
	}

	@Test
	void findWhenPictureIsReplacedReadsWhatIsThere() throws IOException {
		String name = keep(PNG, NOW);
		PictureStore.Entry entry = store().find(name);
		assertThat(entry).isNotNull();
		Picture picture = Picture.of(entry.picture());
		assertThat(picture.pixels()).isEqualTo(new PixelSize(3, 2));
		assertThat(picture.toBase64()).isEqualTo(Picture.of(PNG).toBase64());
		Files.delete(this.folder.resolve(name + ".png"));
		org.assertj.core.api.Assertions.assertThatExceptionOfType(PictureException.class)
			.isThrownBy(picture::toByteArray)
			.withMessageContaining("moved or deleted");
	}

	@Test
	void discardLeavesNothing() throws IOException {
		PictureStore.Draft draft = store().begin();
		draft.write(PNG, 0, PNG.length);
		draft.discard();
		draft.discard();
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void folderWhenItIsAFileIsRefused() throws IOException {
		Path file = Files.writeString(this.folder.resolve("file"), "");
		assertThatIllegalArgumentException().isThrownBy(() -> PictureStore.folder(file))
			.withMessageContaining("cannot be made");
	}

	private List<String> names(int offset, int limit) {
		try {
			return store().names(offset, limit);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private PictureStore store() {
		return PictureStore.folder(this.folder);
	}

	private String keep(byte[] bytes, Instant time) {
		PictureIntake intake = PictureIntake.into(store());
		PictureTarget target = intake.open(1_000_000, 0);
		target.write(bytes, 0, bytes.length);
		PictureIntake.Kept kept = intake.keep(target.toPicture(), time,
				(sha256) -> ("{\"sha256\":\"" + sha256 + "\"}").getBytes(StandardCharsets.US_ASCII));
		intake.close();
		assertThat(kept.problem()).isNull();
		assertThat(kept.picture().toByteArray()).isEqualTo(bytes);
		return String.valueOf(kept.name());
	}

}
