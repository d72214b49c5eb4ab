package io.github.nanobanana.relay.simulator;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

/**
 * The picture files behind result URLs. What is kept is the specification; the bytes are
 * drawn when somebody asks and the latest few stay in a cache. Bounded by number and
 * bytes.
 */
final class PictureStore {

	private static final int MAX_FILES = 20_000;

	private static final long MAX_CACHED = 48L << 20;

	private final Map<String, PictureSpec> files = new LinkedHashMap<>();

	private final Map<PictureSpec, byte[]> drawn = new LinkedHashMap<>(16, 0.75f, true);

	// A 4K picture needs tens of megabytes while it is drawn
	private final Semaphore easels = new Semaphore(2);

	private final boolean sketches;

	private long cached;

	private long serial;

	PictureStore(boolean sketches) {
		this.sketches = sketches;
	}

	/** Keep a picture for download and return its file name. */
	synchronized String put(PictureSpec spec) {
		String id = String.format("%016x%06x", spec.hash(), ++this.serial);
		String name = id + "." + spec.format().extension();
		this.files.put(name, spec);
		if (this.files.size() > MAX_FILES) {
			this.files.remove(this.files.keySet().iterator().next());
		}
		return name;
	}

	synchronized @Nullable PictureSpec find(String name) {
		return this.files.get(name);
	}

	byte[] draw(PictureSpec spec) {
		byte[] known = cached(spec);
		if (known != null) {
			return known;
		}
		this.easels.acquireUninterruptibly();
		try {
			byte[] bytes = Poster.draw(this.sketches ? spec.sketch() : spec);
			cache(spec, bytes);
			return bytes;
		}
		finally {
			this.easels.release();
		}
	}

	private synchronized byte @Nullable [] cached(PictureSpec spec) {
		return this.drawn.get(spec);
	}

	private synchronized void cache(PictureSpec spec, byte[] bytes) {
		byte[] old = this.drawn.put(spec, bytes);
		this.cached += bytes.length - ((old != null) ? old.length : 0);
		Iterator<byte[]> oldest = this.drawn.values().iterator();
		while (this.cached > MAX_CACHED && oldest.hasNext()) {
			this.cached -= oldest.next().length;
			oldest.remove();
		}
	}

	@Override
	public synchronized String toString() {
		return "PictureStore[" + this.files.size() + " files, " + this.cached + " bytes cached]";
	}

}
