package io.github.nanobanana.spring.ai.relay;

/**
 * How much a relay may send before the call is ended.
 *
 * @param maxResponseBytes the largest body taken from the wire, in bytes
 * @param maxPictureBytes the largest single picture once decoded, in bytes
 * @param maxDocumentBytes the largest body without its pictures, in bytes
 */
public record RelayLimits(long maxResponseBytes, long maxPictureBytes, int maxDocumentBytes) {

	private static final RelayLimits DEFAULTS = new RelayLimits(64L << 20, 48L << 20, 4 << 20);

	public RelayLimits {
		if (maxResponseBytes < 1024 || maxPictureBytes < 1024 || maxDocumentBytes < 1024) {
			throw new IllegalArgumentException("Every limit of an answer must be at least 1024 bytes.");
		}
	}

	/**
	 * Room for a 4K picture as base64: 64 MiB of body, 48 MiB of picture, 4 MiB of the
	 * rest.
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
		return new RelayLimits(bytes, Math.max(1024, bytes / 4 * 3), this.maxDocumentBytes);
	}

}
