package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;

/**
 * What is known of a call that brought no picture, as the classifier sees it.
 *
 * @param moment how far the call had come
 * @param status the HTTP status, or 0 if no head arrived
 * @param form what kind of body arrived
 * @param error the error found in the body, or {@link ErrorBody#NONE}
 * @param retryAfter whether the answer carried a Retry-After header
 * @param elapsed the time since the request was begun
 */
record Evidence(Moment moment, int status, BodyForm form, ErrorBody error, boolean retryAfter, Duration elapsed) {

	/** How far a call had come when it failed. */
	enum Moment {

		/** The key was being asked for. */
		FETCHING_KEY,

		/** The request was being put into bytes. */
		WRITING,

		/** Nothing was sent yet. */
		BEFORE_SENDING,

		/** It was given up before anything was written, and will not be sent any more. */
		GIVEN_UP,

		/** It waited in vain for a connection of this endpoint's pool. */
		WAITING_FOR_CONNECTION,

		/** The request was begun, but its last part was not handed over. */
		SENDING,

		/** The request was handed over and no answer's head has arrived. */
		SENT,

		/** The head arrived and the body broke off. */
		IN_BODY,

		/** The body went over the configured limit. */
		OVER_LIMIT,

		/** The whole answer was read. */
		ANSWERED,

		/** The relay has promised the picture as a task that is not done. */
		IN_TASK;

		boolean isBeforeSent() {
			return this == FETCHING_KEY || this == WRITING || this == BEFORE_SENDING || this == SENDING;
		}

	}

	/** What kind of body arrived. */
	enum BodyForm {

		/** A document that could be parsed. */
		JSON,

		/** A web page. */
		HTML,

		/** Nothing. */
		EMPTY,

		/** Anything else, broken JSON among it. */
		OTHER

	}

}
