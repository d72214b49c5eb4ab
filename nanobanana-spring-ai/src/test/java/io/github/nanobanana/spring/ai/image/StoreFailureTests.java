package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.nanobanana.spring.ai.image.PictureIntake.Kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A store that fails at any byte loses no picture.
 */
class StoreFailureTests {

	private static final byte[] PNG = SamplePictures.large(3_000);

	private static final Instant NOW = Instant.parse("2026-11-27T20:15:03Z");

	private static final byte[] SIDECAR = "{}".getBytes(StandardCharsets.US_ASCII);

	@TempDir
	private Path folder;

	@Test
	void keepWhenDiskIsFullAtAnyByteHandsThePictureOnInMemory() {
		for (int room = 0; room <= PNG.length; room++) {
			FailingStore store = new FailingStore(room);
			PictureIntake intake = PictureIntake.into(store);
			Kept kept = receive(intake);
			intake.close();
			assertThat(kept.picture().toByteArray()).as("room for %d", room).isEqualTo(PNG);
			assertThat(kept.name()).isNull();
			assertThat(kept.problem()).contains("in memory only", "No space left on device");
			assertThat(store.begun).isEqualTo(1);
			assertThat(store.discarded).isEqualTo(store.begun);
		}
	}

	@Test
	void keepWhenStoreThrowsAnythingHandsThePictureOn() {
		FailingStore store = new FailingStore(1_000);
		store.unchecked = true;
		assertThat(receive(PictureIntake.into(store)).picture().toByteArray()).isEqualTo(PNG);
	}

	@Test
	void receiveWhenBytesCannotBeReadBackSaysSo() {
		FailingStore store = new FailingStore(1_000);
		store.unreadable = true;
		assertThatExceptionOfType(PictureException.class).isThrownBy(() -> receive(PictureIntake.into(store)))
			.withMessageContaining("cannot be read back")
			.havingCause()
			.withMessageContaining("No space left");
	}

	@Test
	void keepWhenMemoryIsTooSmallLeavesTheDraft() {
		FailingStore store = new FailingStore(PNG.length);
		store.memoryShort = true;
		PictureIntake intake = PictureIntake.into(store);
		Kept kept = receive(intake);
		intake.close();
		assertThat(kept.problem()).contains("left in the temporary file", "draft of");
		assertThat(store.discarded).isZero();
		store.memoryShort = false;
		assertThat(kept.picture().toByteArray()).isEqualTo(PNG);
	}

	@Test
	void keepWhenPictureIsInMemoryAndStoreFailsHandsTheSameOn() {
		Picture picture = Picture.of(PNG);
		FailingStore store = new FailingStore(1_000);
		Kept kept = PictureIntake.into(store).keep(picture, NOW, (sha256) -> SIDECAR);
		assertThat(kept.picture()).isSameAs(picture);
		assertThat(kept.problem()).contains("No space left on device");
		assertThat(store.discarded).isEqualTo(1);
	}

	@Test
	void writeWhenBeyondCapIsRefused() {
		PictureIntake intake = PictureIntake.into(PictureStore.folder(this.folder));
		PictureTarget target = intake.open(PNG.length - 1, 0);
		target.write(PNG, 0, 2_000);
		assertThatExceptionOfType(PictureTooLargeException.class).isThrownBy(() -> target.write(PNG, 2_000, 1_000));
		intake.close();
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void receiveWhenItIsNoPictureNeverTouchesTheStore() {
		FailingStore store = new FailingStore(0);
		PictureTarget target = PictureIntake.into(store).open(100_000, 0);
		byte[] signature = new byte[50_000];
		target.write(signature, 0, signature.length);
		assertThat(target.toPicture().toByteArray()).isEqualTo(signature);
		assertThat(store.begun).isZero();
	}

	@Test
	void closeWhenCalledInMidPictureEndsItForGood() {
		PictureIntake intake = PictureIntake.into(PictureStore.folder(this.folder));
		PictureTarget target = intake.open(100_000, 0);
		target.write(PNG, 0, 1_000);
		assertThat(this.folder).isNotEmptyDirectory();
		intake.close();
		assertThat(this.folder).isEmptyDirectory();
		target.write(PNG, 1_000, 2_000);
		assertThat(intake.keep(target.toPicture(), NOW, (sha256) -> SIDECAR).problem()).contains("given up");
		intake.open(100_000, 0).write(PNG, 0, PNG.length);
		assertThat(this.folder).isEmptyDirectory();
	}

	/** A real disk that is really full, where this machine lets a test have one. */
	@Test
	void keepWhenRealDiskIsFullHandsThePictureOnInMemory() throws Exception {
		Path disk = Files.createDirectory(this.folder.resolve("disk"));
		Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()));
		try {
			byte[] large = SamplePictures.large(3_000_000);
			PictureIntake intake = PictureIntake.into(PictureStore.folder(disk));
			PictureTarget target = intake.open(5_000_000, 0);
			for (int at = 0; at < large.length; at += 12_288) {
				target.write(large, at, Math.min(12_288, large.length - at));
			}
			Kept kept = intake.keep(target.toPicture(), NOW, (sha256) -> SIDECAR);
			intake.close();
			assertThat(kept.picture().toByteArray()).isEqualTo(large);
			assertThat(kept.problem()).contains("in memory only");
			assertThat(disk).isEmptyDirectory();
		}
		finally {
			run("umount", disk.toString());
		}
	}

	@Test
	void keepWhenFolderCannotBeWrittenHandsThePictureOn() throws IOException {
		Path pictures = this.folder.resolve("pictures");
		PictureStore store = PictureStore.folder(pictures);
		Files.delete(pictures);
		Files.writeString(pictures, "in the way");
		assertThat(receive(PictureIntake.into(store)).picture().toByteArray()).isEqualTo(PNG);
		Files.delete(pictures);
		assertThat(receive(PictureIntake.into(store)).name()).isNotNull();
		try (Stream<Path> files = Files.list(pictures)) {
			assertThat(files).hasSize(2);
		}
	}

	private static Kept receive(PictureIntake intake) {
		PictureTarget target = intake.open(100_000, 0);
		for (int at = 0; at < PNG.length; at += 700) {
			target.write(PNG, at, Math.min(700, PNG.length - at));
		}
		return intake.keep(target.toPicture(), NOW, (sha256) -> SIDECAR);
	}

	private static boolean run(String... command) throws Exception {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Takes so many bytes and no more; a commit needs one that is not there. */
	private static final class FailingStore implements PictureStore {

		private final int room;

		private int begun;

		private int discarded;

		private boolean unchecked;

		private boolean unreadable;

		private boolean memoryShort;

		FailingStore(int room) {
			this.room = room;
		}

		@Override
		public Draft begin() {
			this.begun++;
			return new FailingDraft();
		}

		@Override
		public List<String> names(int offset, int limit) {
			return List.of();
		}

		@Override
		public @Nullable Entry find(String name) {
			return null;
		}

		@Override
		public boolean delete(String name) {
			return false;
		}

		private final class FailingDraft implements Draft {

			private final byte[] disk = new byte[PNG.length];

			private int used;

			@Override
			public void write(byte[] source, int offset, int length) throws IOException {
				int fits = Math.min(length, FailingStore.this.room - this.used);
				System.arraycopy(source, offset, this.disk, this.used, fits);
				this.used += fits;
				if (fits < length) {
					fail();
				}
			}

			private void fail() throws IOException {
				if (FailingStore.this.unchecked) {
					throw new IllegalStateException("No space left on device");
				}
				throw new IOException("No space left on device");
			}

			@Override
			public int read(long position, byte[] target, int offset, int length) throws IOException {
				if (FailingStore.this.unreadable) {
					throw new IOException("Bad sector");
				}
				if (FailingStore.this.memoryShort && length > 100) {
					throw new OutOfMemoryError("as it would be");
				}
				byte[] part = Arrays.copyOfRange(this.disk, (int) position,
						(int) Math.min(this.used, position + length));
				System.arraycopy(part, 0, target, offset, part.length);
				return (part.length > 0) ? part.length : -1;
			}

			@Override
			public Entry commit(String stem, String extension, byte[] sidecar) throws IOException {
				throw new IOException("No space left on device");
			}

			@Override
			public void discard() {
				FailingStore.this.discarded++;
			}

			@Override
			public String toString() {
				return "draft of " + this.used + " bytes";
			}

		}

	}

}
