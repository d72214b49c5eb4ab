package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A temporary file that is written once, read back at any position, and then moved or
 * deleted. It is no channel: an interrupt, with which Reactor ends work that nobody waits
 * for, would close one in the middle of a paid picture.
 */
final class LocalDraft {

	private final Path path;

	private @Nullable RandomAccessFile file;

	private long size;

	private LocalDraft(Path path) throws IOException {
		this.path = path;
		this.file = new RandomAccessFile(path.toFile(), "rw");
	}

	/** Begins a hidden file beside those that it will stand with. */
	static LocalDraft in(Path folder) throws IOException {
		Files.createDirectories(folder);
		return open(Files.createFile(folder.resolve(".picture-" + UUID.randomUUID() + ".part")));
	}

	/** Begins a file in the system's temporary folder. */
	static LocalDraft temporary() throws IOException {
		return open(Files.createTempFile("picture-", ".part"));
	}

	private static LocalDraft open(Path created) throws IOException {
		try {
			return new LocalDraft(created);
		}
		catch (IOException ex) {
			Files.deleteIfExists(created);
			throw ex;
		}
	}

	Path path() {
		return this.path;
	}

	long size() {
		return this.size;
	}

	void write(byte[] source, int offset, int length) throws IOException {
		RandomAccessFile open = opened();
		open.seek(this.size);
		open.write(source, offset, length);
		this.size += length;
	}

	int read(long position, byte[] target, int offset, int length) throws IOException {
		if (position >= this.size) {
			return -1;
		}
		RandomAccessFile open = opened();
		open.seek(position);
		return open.read(target, offset, (int) Math.min(length, this.size - position));
	}

	void writeTo(OutputStream out) throws IOException {
		byte[] piece = new byte[PictureBytes.PIECE];
		long at = 0;
		while (at < this.size) {
			int count = read(at, piece, 0, piece.length);
			if (count < 0) {
				throw new IOException("The temporary file " + this.path + " was cut short");
			}
			out.write(piece, 0, count);
			at += count;
		}
	}

	/**
	 * Has the bytes written to the disk and closes the file. Without this a power failure
	 * right after the move could leave a name without its bytes.
	 */
	void finish() throws IOException {
		RandomAccessFile open = opened();
		open.getFD().sync();
		close();
	}

	private RandomAccessFile opened() throws IOException {
		RandomAccessFile open = this.file;
		if (open == null) {
			open = new RandomAccessFile(this.path.toFile(), "r");
			this.file = open;
		}
		return open;
	}

	private void close() throws IOException {
		RandomAccessFile open = this.file;
		this.file = null;
		if (open != null) {
			open.close();
		}
	}

	/** Closes and deletes the file, if it is still there; never fails. */
	void delete() {
		try {
			close();
		}
		catch (IOException ex) {
			// What it could not flush is not wanted
		}
		try {
			Files.deleteIfExists(this.path);
		}
		catch (IOException ex) {
			this.path.toFile().deleteOnExit();
		}
	}

	@Override
	public String toString() {
		return this.path + ", " + this.size + " bytes";
	}

}
