package io.github.nanobanana.samples.benchmarks;

import java.net.URI;

/**
 * The clients that are compared, in the order of the table.
 */
enum Peer {

	/** This project's client. */
	NANO_BANANA("nanobanana", NanoBananaClient::new),

	/** This project's client with a store. */
	NANO_BANANA_STORE("with a store", StoreClient::new),

	/** {@code spring-ai-openai}. */
	SPRING_AI_OPENAI("Spring AI OpenAI", SpringAiOpenAiClient::new),

	/** {@code langchain4j-open-ai}. */
	LANGCHAIN4J("LangChain4j", LangChain4jClient::new),

	/** Spring's {@code RestClient} and a tree. */
	REST_CLIENT("RestClient by hand", RestClientByHand::new),

	/** The JDK's client and a streaming parser. */
	STREAMING_PARSER("floor: JDK client, streaming parser", StreamingParserClient::new),

	/** A blocking socket. */
	SOCKET("floor: blocking socket", SocketClient::new);

	private final String label;

	private final PictureClient.Factory factory;

	Peer(String label, PictureClient.Factory factory) {
		this.label = label;
		this.factory = factory;
	}

	String label() {
		return this.label;
	}

	PictureClient open(URI base) {
		return this.factory.open(base);
	}

}
