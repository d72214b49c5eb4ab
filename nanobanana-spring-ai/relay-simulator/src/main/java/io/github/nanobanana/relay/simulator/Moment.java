package io.github.nanobanana.relay.simulator;

/** Point in the life of a request at which a {@link Misbehaviour} strikes. */
public enum Moment {

	/** Before the relay takes the connection: the request is never seen. */
	BEFORE_ACCEPT,

	/** The request has been read whole; no byte of an answer is written yet. */
	REQUEST_READ,

	/** With the status line and the headers. */
	RESPONSE_HEAD,

	/** After a part of the body. */
	MID_BODY,

	/** The answer arrives whole, but says something else than asked for. */
	CONTENTS

}
