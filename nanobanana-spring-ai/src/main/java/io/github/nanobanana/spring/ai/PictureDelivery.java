package io.github.nanobanana.spring.ai;

/**
 * What happens to a picture that a relay answers with as an address. Pictures that come
 * as bytes are delivered in any case.
 */
public enum PictureDelivery {

	/**
	 * The address is handed on as it is and its host is never contacted. Whoever asks the
	 * image for its bytes is told so.
	 */
	AS_IS,

	/** The bytes are fetched when somebody first asks for them. */
	ON_DEMAND,

	/** The bytes are fetched before the response is delivered. */
	EAGER

}
