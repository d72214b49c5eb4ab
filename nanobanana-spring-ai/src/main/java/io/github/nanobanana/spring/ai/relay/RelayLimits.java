package io.github.nanobanana.spring.ai.relay;

/**
 * How much a relay may send before the call is ended.
 *
 * @param maxResponseBytes the largest body taken from the wire, in bytes
 * @param maxPictureBytes the largest single picture once decoded, in bytes
 * @param maxDocumentBytes the largest body without its pictures, in bytes
 * @param maxHeaderBytes the largest head of an answer, in bytes
 */
public record RelayLimits(long maxResponseBytes, long maxPictureBytes, int maxDocumentBytes, int maxHeaderBytes) {

	/** Room for the policies and cookies that firewalls in front of a relay add. */
	private static final RelayLimits DEFAULTS = new RelayLimits(64L << 20, 48L << 20, 4 << 20, 64 << 10);

	public RelayLimits {
		if (maxResponseBytes < 1024 || maxPictureBytes < 1024 || maxDocumentBytes < 1024 || maxHeaderBytes < 1024) {
			throw new IllegalArgumentException("Every limit of an answer must be at least 1024 bytes.");
		}
	}

	/**
	 * Room for a 4K picture as base64: 64 MiB of body, 48 MiB of picture, 4 MiB of the
	 * rest, and 64 KiB of head.
	 * @return the default limits
	 */
	public static RelayLimits defaults() {
		return DEFAULTS;
	}

	/**
	 * The same limits for another size of body; the picture's limit follows at three
	 * quarters, which is what base64 leaves of it.
	 * @param bytes the largest body, in bytes
	 * @return new limits
	 */
	public RelayLimits withMaxResponseBytes(long bytes) {
		return new RelayLimits(bytes, Math.max(1024, bytes / 4 * 3), this.maxDocumentBytes, this.maxHeaderBytes);
	}

	/**
	 * The same limits for another size of picture.
	 * @param bytes the largest picture, in bytes
	 * @return new limits
	 */
	public RelayLimits withMaxPictureBytes(long bytes) {
		return new RelayLimits(this.maxResponseBytes, bytes, this.maxDocumentBytes, this.maxHeaderBytes);
	}

	/**
	 * The same limits for another size of head.
	 * @param bytes the largest head, in bytes
	 * @return new limits
	 */
	public RelayLimits withMaxHeaderBytes(int bytes) {
		return new RelayLimits(this.maxResponseBytes, this.maxPictureBytes, this.maxDocumentBytes, bytes);
	}

}
