package io.github.nanobanana.spring.ai.image;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a JPEG's segments say about its pixels beyond their number (ITU-T T.81, B.1). Of
 * any other format, and of whatever cannot be made out, it holds the usual values.
 */
final class JpegHead {

	static final int NO_TRANSFORM = -1;

	private static final int MAX_SEGMENTS = 10_000;

	private static final String EXIF = "Exif\0\0";

	private ExifOrientation orientation = ExifOrientation.UPRIGHT;

	private int components = 3;

	private int adobeTransform = NO_TRANSFORM;

	private boolean exifSeen;

	private JpegHead() {
	}

	static JpegHead of(Picture picture) throws IOException {
		JpegHead head = new JpegHead();
		if (picture.format() == PictureFormat.JPEG) {
			try (DataInputStream in = new DataInputStream(picture.openStream())) {
				in.skipNBytes(2);
				head.read(in);
			}
			catch (EOFException ex) {
				// Cut off: the decoder will say so, and the orientation may be known
			}
		}
		return head;
	}

	/**
	 * Counts the scans, at most one too many for a thumbnail. Each of them passes over
	 * all pixels, so thousands in a small file would compute for minutes.
	 */
	static int scans(Picture jpeg) throws IOException {
		int scans = 0;
		byte[] block = new byte[8192];
		try (InputStream in = jpeg.openStream()) {
			boolean marker = false;
			for (int count = in.read(block); count > 0; count = in.read(block)) {
				for (int i = 0; i < count; i++) {
					scans += (marker && block[i] == (byte) 0xda) ? 1 : 0;
					marker = block[i] == (byte) 0xff;
				}
			}
		}
		return scans;
	}

	ExifOrientation orientation() {
		return this.orientation;
	}

	/** The number of colour components; 4 is CMYK or YCCK. */
	int components() {
		return this.components;
	}

	/**
	 * The transform of the Adobe segment: 2 is YCCK, {@link #NO_TRANSFORM} is no segment.
	 */
	int adobeTransform() {
		return this.adobeTransform;
	}

	private void read(DataInputStream in) throws IOException {
		for (int i = 0; i < MAX_SEGMENTS; i++) {
			int marker = in.readUnsignedShort();
			while (marker == 0xffff) {
				marker = 0xff00 | in.readUnsignedByte();
			}
			boolean bare = marker == 0xff01 || (marker >= 0xffd0 && marker <= 0xffd8);
			if (bare) {
				continue;
			}
			int length = in.readUnsignedShort() - 2;
			boolean end = marker == 0xffd9 || marker == 0xffda;
			if (marker < 0xff00 || end || length < 0) {
				return;
			}
			readSegment(marker & 0xff, in, length);
		}
	}

	private void readSegment(int marker, DataInputStream in, int length) throws IOException {
		boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
		boolean wanted = frame || marker == 0xe1 || marker == 0xee;
		if (!wanted) {
			in.skipNBytes(length);
			return;
		}
		byte[] segment = in.readNBytes(length);
		String text = new String(segment, 0, Math.min(EXIF.length(), segment.length), StandardCharsets.ISO_8859_1);
		if (frame && segment.length > 5) {
			this.components = segment[5];
		}
		else if (marker == 0xee && text.startsWith("Adobe") && segment.length > 11) {
			this.adobeTransform = segment[11] & 0xff;
		}
		else if (marker == 0xe1 && text.equals(EXIF) && !this.exifSeen) {
			this.exifSeen = true;
			this.orientation = ExifOrientation.of(orientationTag(segment));
		}
	}

	/** Looks through the first directory of the TIFF structure (TIFF 6.0, section 2). */
	private static int orientationTag(byte[] segment) {
		ByteBuffer tiff = ByteBuffer.wrap(segment, EXIF.length(), segment.length - EXIF.length()).slice();
		if (tiff.limit() < 8) {
			return 1;
		}
		tiff.order((tiff.get(0) == 'I') ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
		int directory = tiff.getInt(4);
		if (directory < 8 || directory > tiff.limit() - 2) {
			return 1;
		}
		int entries = Math.min(tiff.getShort(directory) & 0xffff, (tiff.limit() - directory - 2) / 12);
		for (int i = 0; i < entries; i++) {
			int entry = directory + 2 + 12 * i;
			if (tiff.getShort(entry) == 0x0112) {
				return tiff.getShort(entry + 8);
			}
		}
		return 1;
	}

}
