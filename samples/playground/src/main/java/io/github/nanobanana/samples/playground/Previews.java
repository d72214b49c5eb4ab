package io.github.nanobanana.samples.playground;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Small pictures for the gallery, made when first asked for and kept in memory up to
 * {@value #MOST_BYTES} bytes. Two are made at a time: a large picture takes a second.
 */
@Component
final class Previews {

	/** The longer side of a preview in pixels. */
	static final int LONGEST_SIDE = 640;

	private static final long MOST_BYTES = 32L << 20;

	private static final long MOST_PIXELS = 150_000_000;

	private final Map<String, byte[]> made = new LinkedHashMap<>(16, 0.75f, true);

	private final Semaphore makers = new Semaphore(2);

	private long bytes;

	/**
	 * The preview of a picture.
	 * @param key names its content
	 * @param picture the picture
	 * @return a JPEG, or {@code null} if the JDK cannot read the picture
	 */
	byte @Nullable [] of(String key, Resource picture) {
		byte[] known = known(key);
		if (known != null) {
			return known;
		}
		this.makers.acquireUninterruptibly();
		try {
			byte[] again = known(key);
			byte[] preview = (again != null) ? again : make(picture);
			if (again == null && preview != null) {
				keep(key, preview);
			}
			return preview;
		}
		catch (IOException ex) {
			return null;
		}
		finally {
			this.makers.release();
		}
	}

	private synchronized byte @Nullable [] known(String key) {
		return this.made.get(key);
	}

	private synchronized void keep(String key, byte[] preview) {
		this.made.put(key, preview);
		this.bytes += preview.length;
		Iterator<byte[]> oldest = this.made.values().iterator();
		while (this.bytes > MOST_BYTES && oldest.hasNext()) {
			this.bytes -= oldest.next().length;
			oldest.remove();
		}
	}

	private static byte @Nullable [] make(Resource picture) throws IOException {
		try (InputStream stream = picture.getInputStream();
				ImageInputStream source = ImageIO.createImageInputStream(stream)) {
			Iterator<ImageReader> readers = ImageIO.getImageReaders(source);
			if (!readers.hasNext()) {
				return null;
			}
			ImageReader reader = readers.next();
			try {
				reader.setInput(source, true, true);
				return make(reader);
			}
			finally {
				reader.dispose();
			}
		}
	}

	private static byte @Nullable [] make(ImageReader reader) throws IOException {
		long width = reader.getWidth(0);
		long height = reader.getHeight(0);
		if (width * height > MOST_PIXELS) {
			return null;
		}
		ImageReadParam every = reader.getDefaultReadParam();
		int step = (int) Math.max(1, Math.max(width, height) / (2 * LONGEST_SIDE));
		every.setSourceSubsampling(step, step, 0, 0);
		ByteArrayOutputStream jpeg = new ByteArrayOutputStream(64 << 10);
		ImageIO.write(scaled(reader.read(0, every)), "jpeg", jpeg);
		return jpeg.toByteArray();
	}

	private static BufferedImage scaled(BufferedImage whole) {
		double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(whole.getWidth(), whole.getHeight()));
		int width = (int) Math.max(1, Math.round(whole.getWidth() * scale));
		int height = (int) Math.max(1, Math.round(whole.getHeight() * scale));
		BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = small.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		graphics.drawImage(whole, 0, 0, width, height, null);
		graphics.dispose();
		return small;
	}

	@Override
	public synchronized String toString() {
		return "Previews[" + this.made.size() + ", " + this.bytes + " bytes]";
	}

}
