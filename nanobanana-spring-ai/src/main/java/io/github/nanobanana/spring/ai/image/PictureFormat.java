package io.github.nanobanana.spring.ai.image;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The file formats in which relays deliver pictures. Relays answer PNG or JPEG whatever
 * was asked for, and name either in headers and paths, so only the first bytes are
 * believed.
 */
public enum PictureFormat {

	/** Portable Network Graphics. */
	PNG("image/png", "png"),

	/** JPEG, in any of its frame types. */
	JPEG("image/jpeg", "jpg"),

	/** WebP, lossy, lossless or extended. */
	WEBP("image/webp", "webp"),

	/** GIF 87a and 89a. */
	GIF("image/gif", "gif"),

	/** AV1 still pictures. */
	AVIF("image/avif", "avif"),

	/** HEVC still pictures. */
	HEIC("image/heic", "heic"),

	/** Bytes that are none of the other formats. */
	UNKNOWN("application/octet-stream", "bin");

	/** As many leading bytes as {@link #sniff} can make use of. */
	static final int HEAD_LENGTH = 64;

	private static final Set<String> AVIF_BRANDS = Set.of("avif", "avis");

	private static final Set<String> HEIC_BRANDS = Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm",
			"hevs", "mif1", "msf1");

	private final String mimeType;

	private final String extension;

	PictureFormat(String mimeType, String extension) {
		this.mimeType = mimeType;
		this.extension = extension;
	}

	/**
	 * Returns the media type.
	 * @return for example {@code image/png}
	 */
	public String mimeType() {
		return this.mimeType;
	}

	/**
	 * Returns the usual file name extension.
	 * @return for example {@code png}, without a dot
	 */
	public String extension() {
		return this.extension;
	}

	/**
	 * Recognises a format by its magic bytes.
	 * @param head the first bytes; 64 are enough
	 * @param length how many of them are filled
	 * @return the format, {@link #UNKNOWN} if none matches
	 */
	public static PictureFormat sniff(byte[] head, int length) {
		int known = Math.min(Math.min(length, head.length), HEAD_LENGTH);
		String text = new String(head, 0, Math.max(0, known), StandardCharsets.ISO_8859_1);
		if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
			return PNG;
		}
		if (text.startsWith("\u00ff\u00d8\u00ff")) {
			return JPEG;
		}
		if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
			return GIF;
		}
		if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
			return WEBP;
		}
		return text.startsWith("ftyp", 4) ? sniffBrands(text) : UNKNOWN;
	}

	/**
	 * Reads the brands of an ISO base media file (ISO/IEC 14496-12, 4.3): the major one
	 * at 8, the compatible ones from 16 to the end of the box. AVIF files carry a HEIF
	 * brand as well, so an AVIF brand anywhere decides.
	 */
	private static PictureFormat sniffBrands(String text) {
		int end = Math.min(text.length(), text.charAt(2) << 8 | text.charAt(3));
		PictureFormat found = UNKNOWN;
		for (int at = 8; at + 4 <= end; at += (at == 8) ? 8 : 4) {
			String brand = text.substring(at, at + 4);
			if (AVIF_BRANDS.contains(brand)) {
				return AVIF;
			}
			if (HEIC_BRANDS.contains(brand)) {
				found = HEIC;
			}
		}
		return found;
	}

}
