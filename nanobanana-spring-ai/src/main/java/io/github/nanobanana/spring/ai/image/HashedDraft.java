package io.github.nanobanana.spring.ai.image;

import java.io.EOFException;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * A draft whose SHA-256 is known as soon as its last byte is written.
 */
final class HashedDraft {

	private final PictureStore.Draft draft;

	private final MessageDigest digest = Sha256.digest();

	HashedDraft(PictureStore.Draft draft) {
		this.draft = draft;
	}

	void write(byte[] source, int offset, int length) throws IOException {
		this.draft.write(source, offset, length);
		this.digest.update(source, offset, length);
	}

	int read(long position, byte[] target, int offset, int length) throws IOException {
		return this.draft.read(position, target, offset, length);
	}

	/** Copies the first bytes, all of which must be there. */
	void copyTo(PictureBuffer buffer, long length) throws IOException {
		byte[] piece = new byte[PictureBytes.PIECE];
		while (buffer.size() < length) {
			int most = (int) Math.min(piece.length, length - buffer.size());
			int count = read(buffer.size(), piece, 0, most);
			if (count <= 0) {
				throw new EOFException("Only " + buffer.size() + " of " + length + " bytes are there");
			}
			buffer.write(piece, 0, count);
		}
	}

	PictureStore.Entry commit(Instant arrived, PictureFormat format, Function<String, byte[]> sidecar)
			throws IOException {
		String sha256 = HexFormat.of().formatHex(this.digest.digest());
		return this.draft.commit(StoredNames.stem(arrived, sha256), format.extension(), sidecar.apply(sha256));
	}

	void discard() {
		this.draft.discard();
	}

	@Override
	public String toString() {
		return this.draft.toString();
	}

}
