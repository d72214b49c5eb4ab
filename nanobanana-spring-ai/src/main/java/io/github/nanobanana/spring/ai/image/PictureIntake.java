package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Where the pictures of one call go while they arrive: into memory, or into drafts of a
 * store. What was not kept when the call ends, however it ends, is discarded with it.
 * Safe for use by many threads.
 */
public final class PictureIntake {

	private static final PictureIntake MEMORY = new PictureIntake(null);

	private final @Nullable PictureStore store;

	private final List<PictureSpool> spools = new ArrayList<>();

	private boolean closed;

	private PictureIntake(@Nullable PictureStore store) {
		this.store = store;
	}

	/**
	 * Takes pictures into memory. Nothing of it needs to be closed.
	 * @return the intake, the same for everybody
	 */
	public static PictureIntake inMemory() {
		return MEMORY;
	}

	/**
	 * Takes pictures into drafts of a store.
	 * @param store the store
	 * @return an intake for one call, to be closed when it ends
	 */
	public static PictureIntake into(PictureStore store) {
		return new PictureIntake(store);
	}

	/**
	 * Whether pictures are to be kept in a store.
	 * @return whether there is one
	 */
	public boolean hasStore() {
		return this.store != null;
	}

	/**
	 * Opens a place for one picture.
	 * @param maxBytes the most bytes that it may have, at least 1
	 * @param expectedBytes how many it will probably have; 0 or less if unknown
	 * @return the place, empty
	 */
	public PictureTarget open(long maxBytes, long expectedBytes) {
		if (this.store == null) {
			return new PictureBuffer(maxBytes, expectedBytes);
		}
		PictureSpool spool = new PictureSpool(this.store, maxBytes);
		synchronized (this.spools) {
			if (this.closed) {
				spool.discard();
			}
			else {
				this.spools.add(spool);
			}
		}
		return spool;
	}

	/** Gives up what was taken in so far; the next one starts anew. */
	static void discard(PictureTarget target) {
		if (target instanceof PictureSpool spool) {
			spool.discard();
		}
	}

	/**
	 * Keeps a picture in the store. Blocks while it writes. The picture is paid for, so a
	 * store that fails only means that it is handed on in memory.
	 * @param picture a picture, from this intake or from anywhere
	 * @param arrived the time to name it by
	 * @param sidecar writes the document that goes along, given the picture's SHA-256 in
	 * lower-case hexadecimal
	 * @return what became of it
	 * @throws PictureException if the store failed and what was written to it cannot even
	 * be read back
	 */
	public Kept keep(Picture picture, Instant arrived, Function<String, byte[]> sidecar) {
		if (this.store == null) {
			return new Kept(picture, null, null);
		}
		if (picture.bytes() instanceof PictureSpool.SpoolBytes spooled) {
			return spooled.spool().commit(picture, arrived, sidecar);
		}
		Exception earlier = problem();
		return (earlier != null) ? Kept.not(picture, earlier) : keepCopy(this.store, picture, arrived, sidecar);
	}

	private static Kept keepCopy(PictureStore store, Picture picture, Instant arrived,
			Function<String, byte[]> sidecar) {
		HashedDraft draft = null;
		try {
			draft = new HashedDraft(store.begin());
			picture.writeTo(new DraftOutput(draft));
			return Kept.in(draft.commit(arrived, picture.format(), sidecar), picture);
		}
		catch (IOException | RuntimeException ex) {
			if (draft != null) {
				draft.discard();
			}
			return Kept.not(picture, ex);
		}
	}

	/** A store that failed while the picture arrived is not tried a second time. */
	private @Nullable Exception problem() {
		synchronized (this.spools) {
			for (PictureSpool spool : this.spools) {
				Exception problem = spool.problem();
				if (problem != null) {
					return problem;
				}
			}
			return null;
		}
	}

	/**
	 * Discards what was not kept. May block for a moment, and may be called at any time,
	 * more than once and while a picture still arrives.
	 */
	public void close() {
		List<PictureSpool> open;
		synchronized (this.spools) {
			this.closed = this.store != null;
			open = List.copyOf(this.spools);
			this.spools.clear();
		}
		open.forEach(PictureSpool::discard);
	}

	@Override
	public String toString() {
		return "PictureIntake[" + ((this.store != null) ? this.store : "memory") + "]";
	}

	/**
	 * What became of a picture that was to be kept.
	 *
	 * @param picture the picture, read from where it now is
	 * @param name its name in the store, or {@code null} if it is not there
	 * @param problem why it is not there, as a sentence, or {@code null}
	 */
	public record Kept(Picture picture, @Nullable String name, @Nullable String problem) {

		static Kept in(PictureStore.Entry entry, Picture picture) {
			return new Kept(picture.movedTo(new ResourceBytes(entry.picture(), picture.size())), entry.name(), null);
		}

		static Kept not(Picture picture, Exception cause) {
			return new Kept(picture, null, "The picture is in memory only, since the store failed (" + words(cause)
					+ "): write it somewhere, and see that the store has room and may be written to");
		}

		static Kept left(Picture picture, String place, Exception cause) {
			return new Kept(picture, null, "The picture is neither in the store, which failed (" + words(cause)
					+ "), nor in memory, which is too small: it is left in the temporary file " + place);
		}

		private static String words(Exception cause) {
			String message = cause.getMessage();
			return (message != null) ? cause.getClass().getSimpleName() + ": " + message
					: cause.getClass().getSimpleName();
		}

	}

	/** Writes to a draft. */
	private static final class DraftOutput extends OutputStream {

		private final HashedDraft draft;

		private DraftOutput(HashedDraft draft) {
			this.draft = draft;
		}

		@Override
		public void write(int value) throws IOException {
			write(new byte[] { (byte) value }, 0, 1);
		}

		@Override
		public void write(byte[] source, int offset, int length) throws IOException {
			this.draft.write(source, offset, length);
		}

	}

}
