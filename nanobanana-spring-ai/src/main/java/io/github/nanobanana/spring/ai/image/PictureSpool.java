package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Takes a picture's bytes into a store's draft as they arrive, with nothing on the heap
 * but a small buffer. What does not begin like a picture stays in memory. If the store
 * fails, what was written is read back and the picture goes on in memory, as far as it
 * fits there: it is paid for.
 * <p>
 * One thread at a time writes; discarding is safe at any moment from any thread.
 */
final class PictureSpool implements PictureTarget {

	private final PictureStore store;

	private final long maxBytes;

	private final byte[] head = new byte[PictureFormat.HEAD_LENGTH];

	private byte @Nullable [] piece;

	/** Handed out to decode into, again and again. */
	private byte @Nullable [] reserved;

	private long size;

	private @Nullable HashedDraft draft;

	private @Nullable PictureBuffer memory;

	private @Nullable Exception problem;

	/** Whether the draft is committed, or left to a person. */
	private boolean settled;

	private boolean discarded;

	PictureSpool(PictureStore store, long maxBytes) {
		this.store = store;
		this.maxBytes = maxBytes;
	}

	@Override
	public synchronized void write(ByteBuffer src) {
		byte[] array = this.piece;
		if (array == null) {
			array = new byte[PictureBytes.PIECE];
			this.piece = array;
		}
		while (src.hasRemaining()) {
			int count = Math.min(src.remaining(), array.length);
			src.get(array, 0, count);
			write(array, 0, count);
		}
	}

	@Override
	public synchronized void write(byte[] src, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, src.length);
		if (length > this.maxBytes - this.size) {
			throw PictureTooLargeException.bytes(this.maxBytes);
		}
		int count = 0;
		if (this.size < this.head.length) {
			count = (int) Math.min(length, this.head.length - this.size);
			System.arraycopy(src, offset, this.head, (int) this.size, count);
			this.size += count;
			if (this.size == this.head.length) {
				begin();
			}
		}
		append(src, offset + count, length - count);
	}

	@Override
	public synchronized byte[] reserve(int length) {
		byte[] array = this.reserved;
		if (array == null || array.length != length) {
			array = new byte[length];
			this.reserved = array;
		}
		return array;
	}

	/** The first bytes tell whether this is a picture and worth a file. */
	private void begin() {
		if (PictureFormat.sniff(this.head, this.head.length) != PictureFormat.UNKNOWN && !this.discarded) {
			try {
				this.draft = new HashedDraft(this.store.begin());
			}
			catch (IOException | RuntimeException ex) {
				this.problem = ex;
			}
		}
		this.size = 0;
		append(this.head, 0, this.head.length);
	}

	private void append(byte[] src, int offset, int length) {
		if (length == 0 || this.discarded) {
			return;
		}
		HashedDraft open = this.draft;
		if (open != null) {
			try {
				open.write(src, offset, length);
				this.size += length;
				return;
			}
			catch (IOException | RuntimeException ex) {
				this.problem = ex;
				this.memory = readBackOrFail(open, ex);
			}
		}
		memory().write(src, offset, length);
		this.size += length;
	}

	private PictureBuffer memory() {
		PictureBuffer buffer = this.memory;
		if (buffer == null) {
			buffer = new PictureBuffer(this.maxBytes);
			this.memory = buffer;
		}
		return buffer;
	}

	/** While the picture arrives there is nothing else to hand on than memory. */
	private PictureBuffer readBackOrFail(HashedDraft open, Exception cause) {
		try {
			return readBack(open, cause);
		}
		catch (OutOfMemoryError ex) {
			throw new PictureException("The store of pictures failed, and memory is too small for the picture:"
					+ " give the store more room or the JVM more memory.", cause);
		}
	}

	private PictureBuffer readBack(HashedDraft open, Exception cause) {
		PictureBuffer buffer = new PictureBuffer(this.maxBytes, this.size);
		try {
			open.copyTo(buffer, this.size);
		}
		catch (IOException | RuntimeException ex) {
			cause.addSuppressed(ex);
			throw new PictureException(
					"The store of pictures failed, and what was written to it cannot be read back:" + " see the cause.",
					cause);
		}
		open.discard();
		this.draft = null;
		return buffer;
	}

	@Override
	public synchronized long size() {
		return this.size;
	}

	@Override
	public synchronized Picture toPicture() {
		if (this.draft != null) {
			return new Picture(new SpoolBytes());
		}
		if (this.memory == null && this.size > 0 && !this.discarded) {
			memory().write(this.head, 0, (int) this.size);
		}
		return memory().toPicture();
	}

	/** Why the picture is not in the store, or {@code null} if nothing went wrong. */
	synchronized @Nullable Exception problem() {
		return this.problem;
	}

	/**
	 * Makes the picture visible in the store.
	 * @param picture the picture that this spool turned into
	 * @param sidecar writes the document that goes along, given the SHA-256
	 * @return what became of it
	 */
	synchronized PictureIntake.Kept commit(Picture picture, Instant arrived, Function<String, byte[]> sidecar) {
		HashedDraft open = Objects.requireNonNull(this.draft, "Only a picture in a draft is committed.");
		if (this.discarded) {
			return new PictureIntake.Kept(picture, null, "The picture is not kept, since its call was given up");
		}
		try {
			PictureStore.Entry entry = open.commit(arrived, picture.format(), sidecar);
			this.settled = true;
			return PictureIntake.Kept.in(entry, picture);
		}
		catch (IOException | RuntimeException ex) {
			this.problem = ex;
			return recover(picture, open, ex);
		}
	}

	/**
	 * Takes the picture into memory. Where that is too small the draft is left where it
	 * is, for a person to find: it is the only copy of what was paid for.
	 */
	private PictureIntake.Kept recover(Picture picture, HashedDraft open, Exception cause) {
		try {
			PictureBuffer buffer = readBack(open, cause);
			return PictureIntake.Kept.not(buffer.toPicture(), cause);
		}
		catch (OutOfMemoryError ex) {
			this.settled = true;
			return PictureIntake.Kept.left(picture, open.toString(), cause);
		}
	}

	/** Leaves nothing behind, unless the picture was committed or left. */
	synchronized void discard() {
		HashedDraft open = this.draft;
		if (open != null && !this.settled) {
			open.discard();
			this.discarded = true;
		}
		this.discarded |= open == null;
	}

	private synchronized int read(long position, byte[] target, int offset, int length) {
		if (this.discarded) {
			return -1;
		}
		try {
			return Objects.requireNonNull(this.draft, "A picture of a draft has one.")
				.read(position, target, offset, length);
		}
		catch (IOException ex) {
			throw new PictureException("The picture cannot be read from the store's draft: see the cause.", ex);
		}
	}

	@Override
	public synchronized String toString() {
		return "PictureSpool[" + this.size + " of at most " + this.maxBytes + " bytes, "
				+ ((this.draft != null) ? this.store : "in memory") + "]";
	}

	/** The content as far as it lies in the draft. */
	final class SpoolBytes implements PictureBytes {

		PictureSpool spool() {
			return PictureSpool.this;
		}

		@Override
		public long size() {
			return PictureSpool.this.size();
		}

		@Override
		public int read(long position, byte[] target, int offset, int length) {
			return PictureSpool.this.read(position, target, offset, length);
		}

	}

}
