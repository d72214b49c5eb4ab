package io.github.nanobanana.relay.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a PNG (RFC 2083) row by row, without any graphics library. */
final class PngWriter {

	private static final byte[] SIGNATURE = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };

	private static final int LEVEL = 4;

	private static final byte FILTER_UP = 2;

	private final ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 16);

	private final ByteArrayOutputStream data = new ByteArrayOutputStream(1 << 16);

	private final Deflater deflater = new Deflater(LEVEL);

	private final byte[] buffer = new byte[1 << 15];

	private byte[] previous;

	private byte[] row;

	private final byte[] filtered;

	PngWriter(int width, int height) {
		this.previous = new byte[width * 3];
		this.row = new byte[width * 3];
		this.filtered = new byte[width * 3 + 1];
		this.file.writeBytes(SIGNATURE);
		chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] { 8, 2, 0, 0, 0 }).array());
	}

	/** A note in UTF-8 that image programs show as the picture's description. */
	void describe(String keyword, String text) {
		ByteArrayOutputStream note = new ByteArrayOutputStream();
		note.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
		note.writeBytes(new byte[5]);
		note.writeBytes(text.getBytes(StandardCharsets.UTF_8));
		chunk("iTXt", note.toByteArray());
	}

	void rows(Band band) {
		int width = band.width();
		int[] pixels = band.pixels();
		for (int y = 0; y < band.rows(); y++) {
			byte[] current = this.row;
			for (int x = 0, i = 0; x < width; x++) {
				int color = pixels[y * width + x];
				current[i++] = (byte) (color >> 16);
				current[i++] = (byte) (color >> 8);
				current[i++] = (byte) color;
			}
			this.filtered[0] = FILTER_UP;
			for (int i = 0; i < current.length; i++) {
				this.filtered[i + 1] = (byte) (current[i] - this.previous[i]);
			}
			this.row = this.previous;
			this.previous = current;
			this.deflater.setInput(this.filtered);
			drain();
		}
	}

	/**
	 * Bytes that fill the file without changing the picture: a private, ancillary chunk.
	 */
	void pad(byte[] noise) {
		chunk("nbNo", noise);
	}

	int size() {
		return this.file.size();
	}

	void finishData() {
		this.deflater.finish();
		drain();
		this.deflater.end();
		chunk("IDAT", this.data.toByteArray());
		this.data.reset();
	}

	byte[] finish() {
		chunk("IEND", new byte[0]);
		return this.file.toByteArray();
	}

	private void drain() {
		int size = this.deflater.deflate(this.buffer);
		while (size > 0) {
			this.data.write(this.buffer, 0, size);
			size = this.deflater.deflate(this.buffer);
		}
	}

	private void chunk(String type, byte[] content) {
		byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
		CRC32 checksum = new CRC32();
		checksum.update(name);
		checksum.update(content);
		this.file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
		this.file.writeBytes(name);
		this.file.writeBytes(content);
		this.file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
	}

	@Override
	public String toString() {
		return "PngWriter[" + this.file.size() + " bytes]";
	}

}
