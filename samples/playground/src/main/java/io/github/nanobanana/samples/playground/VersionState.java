package io.github.nanobanana.samples.playground;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where a version is on its way.
 */
enum VersionState {

	/** No endpoint has been asked yet, or the next one has not. */
	QUEUED,

	/** An endpoint is drawing. */
	SENT,

	/** The relay has delivered; the picture is fetched and kept. */
	KEEPING,

	/** The picture is here. */
	DONE,

	/** There will be no picture. */
	FAILED,

	/** The user gave up. */
	CANCELLED;

	boolean isEnd() {
		return this == DONE || this == FAILED || this == CANCELLED;
	}

	@JsonValue
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
