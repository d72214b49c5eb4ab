package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.WritableResource;
import org.springframework.core.io.support.ResourcePatternUtils;

/**
 * Pictures behind Spring's writable resources, such as those of an object store. A draft
 * is a local file and goes up when it is whole, the sidecar after it: object stores have
 * no rename, so a picture counts as stored when its sidecar is there.
 */
final class ResourcePictureStore implements PictureStore {

	private final String prefix;

	private final ResourceLoader resources;

	/**
	 * Creates the store.
	 * @param prefix the start of all addresses, with a slash at its end
	 * @param resources loads them
	 */
	ResourcePictureStore(String prefix, ResourceLoader resources) {
		this.prefix = prefix;
		this.resources = resources;
	}

	@Override
	public Draft begin() throws IOException {
		return new ResourceDraft(LocalDraft.temporary());
	}

	@Override
	public List<String> names(int offset, int limit) throws IOException {
		Resource[] found = ResourcePatternUtils.getResourcePatternResolver(this.resources)
			.getResources(this.prefix + "*" + StoredNames.SIDECAR);
		return Arrays.stream(found)
			.map((resource) -> StoredNames.ofSidecar(Objects.requireNonNullElse(resource.getFilename(), "")))
			.filter((name) -> !name.isEmpty())
			.sorted(Comparator.reverseOrder())
			.skip(offset)
			.limit(limit)
			.toList();
	}

	@Override
	public @Nullable Entry find(String name) throws IOException {
		if (!StoredNames.isName(name)) {
			return null;
		}
		Resource sidecar = resource(name + StoredNames.SIDECAR);
		if (!sidecar.exists()) {
			return null;
		}
		for (String extension : StoredNames.extensions()) {
			Resource picture = resource(name + "." + extension);
			if (picture.exists()) {
				return new Entry(name, picture, sidecar);
			}
		}
		return null;
	}

	@Override
	public boolean delete(String name) throws IOException {
		Entry entry = find(name);
		if (entry == null) {
			return false;
		}
		if (!entry.picture().isFile()) {
			throw new UnsupportedOperationException("Spring's resources cannot be deleted: delete "
					+ entry.sidecar().getDescription() + " and the picture beside it in the store itself.");
		}
		Files.deleteIfExists(entry.sidecar().getFile().toPath());
		return Files.deleteIfExists(entry.picture().getFile().toPath());
	}

	private Resource resource(String file) {
		return this.resources.getResource(this.prefix + file);
	}

	private OutputStream open(String file) throws IOException {
		if (resource(file) instanceof WritableResource writable) {
			return writable.getOutputStream();
		}
		throw new IOException(this.prefix + " cannot be written to");
	}

	/** Asks a new resource, since one may remember what it knew before the upload. */
	private void check(String file, long length) throws IOException {
		long arrived = resource(file).contentLength();
		if (arrived != length) {
			throw new IOException("Only " + arrived + " of " + length + " bytes arrived at " + this.prefix + file);
		}
	}

	@Override
	public String toString() {
		return "PictureStore[" + this.prefix + "]";
	}

	/** A picture that is still here only. */
	private final class ResourceDraft implements Draft {

		private final LocalDraft file;

		private ResourceDraft(LocalDraft file) {
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
			String name = freeName(stem, extension);
			String picture = name + "." + extension;
			try (OutputStream out = open(picture)) {
				this.file.writeTo(out);
			}
			check(picture, this.file.size());
			try (OutputStream out = open(name + StoredNames.SIDECAR)) {
				out.write(sidecar);
			}
			this.file.delete();
			return new Entry(name, resource(picture), resource(name + StoredNames.SIDECAR));
		}

		private String freeName(String stem, String extension) throws IOException {
			for (int number = 1; number <= StoredNames.MOST_ALIKE; number++) {
				String name = StoredNames.numbered(stem, number);
				if (!resource(name + "." + extension).exists() && !resource(name + StoredNames.SIDECAR).exists()) {
					return name;
				}
			}
			throw new FileAlreadyExistsException(stem);
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
