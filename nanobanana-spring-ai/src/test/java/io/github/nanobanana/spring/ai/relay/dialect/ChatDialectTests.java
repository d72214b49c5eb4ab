package io.github.nanobanana.spring.ai.relay.dialect;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.nanobanana.spring.ai.relay.NotSpokenException;
import io.github.nanobanana.spring.ai.relay.SampleCall;
import io.github.nanobanana.spring.ai.relay.WireRequest;
import io.github.nanobanana.spring.ai.relay.WireText;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@link ChatDialect} writes, byte for byte.
 */
class ChatDialectTests {

	private final ChatDialect words = new ChatDialect();

	private final ChatDialect imageConfig = new ChatDialect(true);

	@Test
	void writeWhenOnlyPromptSendsOneMessage() {
		WireRequest request = this.words.write(call().build());
		assertThat(request.path()).isEqualTo("/v1/chat/completions");
		assertThat(WireText.of(request)).isEqualTo("""
				{"model":"nano-banana-2","messages":[{"role":"user","content":"a cat"}],"stream":false}""");
	}

	@Test
	void writeWhenShapeIsSetSaysItInWords() {
		assertThat(WireText
			.of(this.words.write(call().ratio("16:9").tier("2K").pixels(2752, 1536).responseFormat("url").build())))
			.isEqualTo("""
					{"model":"nano-banana-2","messages":[{"role":"user",\
					"content":"a cat\\n\\n(aspect ratio 16:9, 2K resolution)"}],"stream":false}""");
		assertThat(WireText.of(this.words.write(call().size("1024x768").build()))).isEqualTo("""
				{"model":"nano-banana-2","messages":[{"role":"user",\
				"content":"a cat\\n\\n(size 1024x768)"}],"stream":false}""");
	}

	@Test
	void writeWhenImageConfigIsSpokenSendsItOnce() {
		assertThat(WireText.of(this.imageConfig.write(call().ratio("16:9").tier("2K").seed(7).build()))).isEqualTo("""
				{"model":"nano-banana-2","messages":[{"role":"user","content":"a cat"}],\
				"modalities":["image","text"],"image_config":{"aspect_ratio":"16:9","image_size":"2K"},\
				"stream":false,"seed":7}""");
		assertThat(WireText.of(this.imageConfig.write(call().build()))).isEqualTo("""
				{"model":"nano-banana-2","messages":[{"role":"user","content":"a cat"}],\
				"modalities":["image","text"],"stream":false}""");
	}

	@Test
	void writeWhenReferencesAreGivenSendsPartsInOrder() {
		assertThat(WireText.of(this.words.write(call().ratio("1:1")
			.reference(SampleCall.png())
			.reference("https://example.com/a.png")
			.reference(SampleCall.jpeg())
			.build()))).isEqualTo("""
					{"model":"nano-banana-2","messages":[{"role":"user","content":[\
					{"type":"text","text":"a cat\\n\\n(aspect ratio 1:1)"},\
					{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}},\
					{"type":"image_url","image_url":{"url":"https://example.com/a.png"}},\
					{"type":"image_url","image_url":{"url":"data:image/jpeg;base64,/9j/4A=="}}]}],"stream":false}""");
	}

	@Test
	void writeWhenExtraBodyIsSetMergesItLast() {
		assertThat(WireText.of(this.imageConfig
			.write(call().ratio("1:1").extra("image_config", Map.of("strength", 1)).without("stream").build())))
			.isEqualTo("""
					{"model":"nano-banana-2","messages":[{"role":"user","content":"a cat"}],\
					"modalities":["image","text"],"image_config":{"aspect_ratio":"1:1","strength":1}}""");
	}

	@Test
	void writeWhenThereAreNoWordsForItSaysSo() {
		assertThatExceptionOfType(NotSpokenException.class)
			.isThrownBy(() -> this.words.write(call().mask(SampleCall.png()).build()))
			.withMessageStartingWith("has no mask");
		assertThatExceptionOfType(NotSpokenException.class)
			.isThrownBy(() -> this.imageConfig.write(call().size("1024x768").build()))
			.withMessageContaining("1024x768");
	}

	private static SampleCall call() {
		return SampleCall.of("nano-banana-2", "a cat");
	}

}
