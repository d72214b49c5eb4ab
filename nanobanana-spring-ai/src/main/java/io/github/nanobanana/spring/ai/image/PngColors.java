package io.github.nanobanana.spring.ai.image;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;

/**
 * The chunks of a PNG that say what its colours mean, which the JDK neither applies nor
 * writes (PNG specification, 11.3.2). With them the same samples look the same again.
 */
final class PngColors {

	private static final Set<String> CHUNKS = Set.of("iCCP", "sRGB", "gAMA", "cHRM", "cICP");

	/** No chunk and all of them are larger than this in a sound picture. */
	private static final int MAX_BYTES = 4 * 1024 * 1024;

	/** Signature and IHDR, after which the chunks may come. */
	private static final int HEAD = 33;

	/** The bit of the colour type that tells colour from gray. */
	private static final int COLOR = 2;

	private final byte[] chunks;

	private PngColors(byte[] chunks) {
		this.chunks = chunks;
	}

	static PngColors of(Picture png) throws IOException {
		ByteArrayOutputStream found = new ByteArrayOutputStream();
		try (DataInputStream in = new DataInputStream(png.openStream())) {
			byte[] head = in.readNBytes(HEAD);
			// A profile for gray does not fit the RGB that gray is written as
			if (head.length == HEAD && (head[25] & COLOR) != 0) {
				collect(in, found);
			}
		}
		catch (EOFException ex) {
			// The decoder has seen all pixels, so only the end is missing
		}
		return new PngColors(found.toByteArray());
	}

	private static void collect(DataInputStream in, ByteArrayOutputStream found) throws IOException {
		while (true) {
			byte[] head = in.readNBytes(8);
			long length = (head.length == 8) ? PictureHeader.uint32(head, 0) : 0;
			String type = (head.length == 8) ? PictureHeader.text(head, 4) : "IDAT";
			if (type.equals("IDAT")) {
				return;
			}
			if (CHUNKS.contains(type) && length < MAX_BYTES - found.size()) {
				found.writeBytes(head);
				found.writeBytes(in.readNBytes((int) length + 4));
			}
			else {
				in.skipNBytes(length + 4);
			}
		}
	}

	Picture addTo(Picture png) {
		if (this.chunks.length == 0) {
			return png;
		}
		byte[] bytes = png.toByteArray();
		PictureBuffer buffer = new PictureBuffer(Long.MAX_VALUE, (long) bytes.length + this.chunks.length);
		buffer.write(bytes, 0, HEAD);
		buffer.write(this.chunks, 0, this.chunks.length);
		buffer.write(bytes, HEAD, bytes.length - HEAD);
		return buffer.toPicture();
	}

}
