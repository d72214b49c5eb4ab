package io.github.nanobanana.spring.ai.relay;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import tools.jackson.databind.json.JsonMapper;

import io.github.nanobanana.spring.ai.image.PictureIntake;

/**
 * Answers parsed the way they are parsed off the wire.
 */
public final class SampleAnswer {

	private SampleAnswer() {
	}

	public static AnswerDocument of(String json) {
		return of(json, 10_000_000);
	}

	public static AnswerDocument of(String json, long maxPictureBytes) {
		AnswerReader reader = new AnswerReader(new JsonMapper(), PictureIntake.inMemory(), maxPictureBytes, 10_000_000);
		reader.write(Unpooled.wrappedBuffer(json.getBytes(StandardCharsets.UTF_8)));
		return reader.finish();
	}

}
