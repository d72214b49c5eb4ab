package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;

/**
 * Pictures in one folder. A draft is a hidden file in the same folder; a hard link, or a
 * move where the file system has no links, gives it its name in one step.
 */
final class FolderPictureStore implements PictureStore {

	private final Path folder;

	private FolderPictureStore(Path folder) {
		this.folder = folder;
	}

	static FolderPictureStore of(Path folder) {
		Path absolute = folder.toAbsolutePath().normalize();
		try {
			Files.createDirectories(absolute);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("The folder " + absolute + " for pictures cannot be made ("
					+ ex.getClass().getSimpleName() + "): give a folder that exists and can be written to.", ex);
		}
		return new FolderPictureStore(absolute);
	}

	@Override
	public Draft begin() throws IOException {
		return new FolderDraft(LocalDraft.in(this.folder));
	}

	@Override
	public List<String> names(int offset, int limit) throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.map((file) -> StoredNames.ofSidecar(file.getFileName().toString()))
				.filter((name) -> !name.isEmpty())
				.sorted(Comparator.reverseOrder())
				.skip(offset)
				.limit(limit)
				.toList();
		}
	}

	@Override
	public @Nullable Entry find(String name) throws IOException {
		Path picture = pictureOf(name);
		Path sidecar = StoredNames.isName(name) ? sidecar(name) : null;
		return (picture != null && sidecar != null && Files.isRegularFile(sidecar)) ? entry(name, picture, sidecar)
				: null;
	}

	@Override
	public boolean delete(String name) throws IOException {
		Path picture = pictureOf(name);
		boolean described = StoredNames.isName(name) && Files.deleteIfExists(sidecar(name));
		boolean there = picture != null && Files.deleteIfExists(picture);
		return described || there;
	}

	private @Nullable Path pictureOf(String name) {
		if (!StoredNames.isName(name)) {
			return null;
		}
		return StoredNames.extensions()
			.stream()
			.map((extension) -> picture(name, extension))
			.filter(Files::isRegularFile)
			.findFirst()
			.orElse(null);
	}

	private Path picture(String name, String extension) {
		return this.folder.resolve(name + "." + extension);
	}

	private Path sidecar(String name) {
		return this.folder.resolve(name + StoredNames.SIDECAR);
	}

	private static Entry entry(String name, Path picture, Path sidecar) {
		return new Entry(name, new FileSystemResource(picture), new FileSystemResource(sidecar));
	}

	/**
	 * Gives a file its name unless that is taken. A link does both in one step. The way
	 * without links looks first, so two processes could choose the same name, but only
	 * for the same bytes: their hash is in it.
	 */
	private static boolean publish(Path part, Path target) throws IOException {
		try {
			Files.createLink(target, part);
			return true;
		}
		catch (FileAlreadyExistsException ex) {
			return false;
		}
		catch (IOException | UnsupportedOperationException ex) {
			return move(part, target);
		}
	}

	private static synchronized boolean move(Path part, Path target) throws IOException {
		if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
			return false;
		}
		Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
		return true;
	}

	private static void takeBack(Path target, Path part) throws IOException {
		if (Files.exists(part)) {
			Files.delete(target);
		}
		else {
			Files.move(target, part, StandardCopyOption.ATOMIC_MOVE);
		}
	}

	@Override
	public String toString() {
		return "PictureStore[" + this.folder + "]";
	}

	/** A picture of which nobody knows yet. */
	private final class FolderDraft implements Draft {

		private final LocalDraft file;

		private FolderDraft(LocalDraft file) {
			this.file = file;
		}

		@Override
		public void write(byte[] source, int offset, int length) throws IOException {
			this.file.write(source, offset, length);
		}

		@Override
		public int read(long position, byte[] target, int offset, int length) throws IOException {
			return this.file.read(position, target, offset, length);
		}

		@Override
		public Entry commit(String stem, String extension, byte[] sidecar) throws IOException {
			this.file.finish();
			LocalDraft described = LocalDraft.in(FolderPictureStore.this.folder);
			try {
				described.write(sidecar, 0, sidecar.length);
				described.finish();
				Entry entry = publish(stem, extension, described.path());
				this.file.delete();
				return entry;
			}
			finally {
				described.delete();
			}
		}

		private Entry publish(String stem, String extension, Path described) throws IOException {
			for (int number = 1; number <= StoredNames.MOST_ALIKE; number++) {
				String name = StoredNames.numbered(stem, number);
				Path picture = picture(name, extension);
				Path sidecar = sidecar(name);
				boolean free = !Files.exists(sidecar, LinkOption.NOFOLLOW_LINKS);
				if (free && FolderPictureStore.publish(this.file.path(), picture)
						&& describe(described, sidecar, picture)) {
					return entry(name, picture, sidecar);
				}
			}
			throw new FileAlreadyExistsException(picture(stem, extension).toString());
		}

		/** A picture that gets no sidecar is taken back. */
		private boolean describe(Path described, Path sidecar, Path picture) throws IOException {
			boolean done = false;
			try {
				done = FolderPictureStore.publish(described, sidecar);
				return done;
			}
			finally {
				if (!done) {
					takeBack(picture, this.file.path());
				}
			}
		}

		@Override
		public void discard() {
			this.file.delete();
		}

		@Override
		public String toString() {
			return this.file.toString();
		}

	}

}
