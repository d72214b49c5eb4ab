package io.github.nanobanana.relay.simulator;

/** Who pays for a request that went wrong. */
enum Charge {

	/** The key pays: the picture was made, or may have been. */
	KEPT,

	/** Nobody pays: rejected before any work. */
	NONE,

	/** The relay's upstream failed: refunded where failed calls are free. */
	BY_POLICY;

	boolean kept(boolean failedCallsFree) {
		return this == KEPT || (this == BY_POLICY && !failedCallsFree);
	}

	/** Who pays for an answer of this status, after new-api's refund path. */
	static Charge ofStatus(int status) {
		if (status == 408 || status == 504 || status == 524 || status < 300) {
			return KEPT;
		}
		if (isUnreached(status)) {
			return NONE;
		}
		return (status == 500 || status == 502 || status > 504) ? BY_POLICY : NONE;
	}

	/** Cloudflare found no relay behind it: no name, connection or TLS. */
	private static boolean isUnreached(int status) {
		return status == 521 || status == 523 || status == 525 || status == 526 || status == 530;
	}

}
