package io.github.nanobanana.spring.ai.archive;

import java.io.IOException;
import java.io.InputStream;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads records as JSON. Fields that are not known are passed over, so a later
 * version's records can be read.
 */
public final class PictureRecords {

	/** The longest document that is read, in bytes. */
	public static final int MAX_BYTES = 1 << 20;

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private PictureRecords() {
	}

	/**
	 * Writes a record.
	 * @param record the record
	 * @return JSON in UTF-8
	 */
	public static byte[] write(PictureRecord record) {
		return MAPPER.writeValueAsBytes(record);
	}

	/**
	 * Reads a record.
	 * @param json JSON in UTF-8, which stays the caller's to close
	 * @return the record
	 * @throws IOException if it cannot be read, is longer than {@value #MAX_BYTES} bytes
	 * or is no record
	 */
	public static PictureRecord read(InputStream json) throws IOException {
		byte[] bytes = json.readNBytes(MAX_BYTES + 1);
		if (bytes.length > MAX_BYTES) {
			throw new IOException("The record of a picture is longer than " + MAX_BYTES + " bytes");
		}
		try {
			return MAPPER.readValue(bytes, PictureRecord.class);
		}
		catch (JacksonException ex) {
			// The cause would quote the prompt
			throw new IOException("The document beside the picture is no record of one");
		}
	}

}
