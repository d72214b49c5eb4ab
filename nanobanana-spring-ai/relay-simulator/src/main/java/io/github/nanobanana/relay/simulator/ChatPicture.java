package io.github.nanobanana.relay.simulator;

/** Where a chat completion carries the picture. Relays differ, so it is a choice. */
public enum ChatPicture {

	/** Markdown with a link: {@code ![image](http://...)}, as gpt-best relays answer. */
	MARKDOWN_LINK,

	/** Markdown with a data URI, as new-api's Gemini channel answers. */
	MARKDOWN_DATA_URI,

	/** {@code message.images[].image_url.url} with a data URI, as OpenRouter answers. */
	MESSAGE_IMAGES

}
