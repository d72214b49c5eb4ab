package io.github.nanobanana.relay.simulator;

/**
 * Way to write the pictures of one answer. Relays of one family differ, and new-api's own
 * tests defend against most of these forms.
 */
public enum AnswerShape {

	/** {@code data} is an object instead of a list. */
	DATA_AS_OBJECT,

	/** {@code data} is the bare URL. */
	DATA_AS_STRING,

	/** One picture in two entries: {@code [{"url":..},{"b64_json":..}]}. */
	SPLIT_PAIR,

	/**
	 * All fields there, the unused ones as {@code ""}, as new-api's struct writes them.
	 */
	BLANK_FIELDS,

	/** A data URI inside {@code url}. */
	DATA_URI_IN_URL,

	/** {@code b64_json} with a {@code data:image/png;base64,} prefix. */
	BASE64_WITH_PREFIX,

	/** {@code b64_json} in the URL-safe alphabet, without padding. */
	BASE64_URL_SAFE,

	/** {@code b64_json} broken into lines of 76 characters. */
	BASE64_WITH_WHITESPACE,

	/** {@code {"image_urls":[..]}} without {@code data}. */
	IMAGE_URLS,

	/** {@code {"images":[{"url":..}]}} without {@code data}. */
	IMAGES,

	/** {@code {"success":true,"data":{..}}} around the ordinary answer. */
	SUCCESS_WRAPPED,

	/** {@code {"task_id":".."}} although no task was asked for. */
	TASK_ID,

	/** {@code {"data":[]}}: no picture. */
	EMPTY_DATA,

	/** {@code {"data":null}}: no picture. */
	NULL_DATA,

	/** An entry whose url is {@code ""}: no picture. */
	BLANK_URL,

	/** Only words of the model, no picture. */
	TEXT_ONLY;

	boolean hasPicture() {
		return this != EMPTY_DATA && this != NULL_DATA && this != BLANK_URL && this != TEXT_ONLY && this != TASK_ID;
	}

}
