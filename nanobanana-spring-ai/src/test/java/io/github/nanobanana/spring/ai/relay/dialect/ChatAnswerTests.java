package io.github.nanobanana.spring.ai.relay.dialect;

import java.time.Duration;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.nanobanana.spring.ai.image.MalformedBase64Exception;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.SampleAnswer;
import io.github.nanobanana.spring.ai.relay.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/**
 * Answers of chat completions.
 */
class ChatAnswerTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-",
			textBlock = """
					![image](https://x.io/1.png)                                   | https://x.io/1.png              | -
					![](https://x.io/1)                                            | https://x.io/1                  | -
					Here: ![a cat](https://x.io/1 "title") Enjoy.                  | https://x.io/1                  | Here:  Enjoy.
					![a](<https://x.io/1.png>)                                     | https://x.io/1.png              | -
					![a](https://x.io/a(1).png)                                    | https://x.io/a(1).png           | -
					![a](https://x.io/1) ![b](https://x.io/2)                      | https://x.io/1 https://x.io/2   | -
					![a](https://x.io/1) [download](https://x.io/1.png)            | https://x.io/1                  | [download](https://x.io/1.png)
					![image](data:image/png;base64,iVBORw0KGgo=)                   | png/8                           | -
					Here ![image](data:image/png;base64,iVBORw0KGgo=) you are      | png/8                           | Here  you are
					data:image/png;base64,iVBORw0KGgo=                             | png/8                           | -
					https://x.io/abc?sig=1                                         | https://x.io/abc?sig=1          | -
					See https://x.io/1.png.                                        | https://x.io/1.png              | See .
					图在这里：https://x.io/1.png。请查看                              | https://x.io/1.png              | 图在这里：。请查看
					[download](https://x.io/1.webp?x=1)                            | https://x.io/1.webp?x=1         | [download]()
					https://x.io/1.png and https://x.io/2.jpg                      | https://x.io/1.png https://x.io/2.jpg | and
					Read https://x.io/terms first.                                 | ~~                              | Read https://x.io/terms first.
					I cannot draw that.                                            | ~~                              | I cannot draw that.
					![broken](no address)                                          | ~~                              | ![broken](no address)
					![broken and ![a](https://x.io/1)                              | https://x.io/1                  | -
					![image](data:image/png;base64,*) ![a](https://x.io/1)         | https://x.io/1                  | ![image](*)
					""")
	void readWhenPictureIsInTheTextFindsIt(String content, String pictures, String text) {
		RelayAnswer answer = read(content(new JsonMapper().writeValueAsString(content)));
		assertThat(AnswerText.of(answer)).isEqualTo(pictures);
		assertThat(answer.text()).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{"content":"Done","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}   | png/8
					{"content":"![i](https://x.io/1)","images":[{"image_url":{"url":"https://x.io/1"}}]}                          | https://x.io/1
					{"content":null,"images":[{"image_url":"https://x.io/1"},{"url":"https://x.io/2"},"https://x.io/3"]}          | https://x.io/1 https://x.io/2 https://x.io/3
					{"content":null,"images":[{"b64_json":"iVBORw0KGgo="}]}                                                       | png/8
					{"content":[{"type":"text","text":"Here"},{"type":"image_url","image_url":{"url":"https://x.io/1"}}]}         | https://x.io/1
					{"content":[{"type":"text","text":"![i](https://x.io/1)"}]}                                                   | https://x.io/1
					{"content":[{"type":"image","b64_json":"data:image/png;base64,iVBORw0KGgo="}]}                                | png/8
					""")
	void readWhenPicturesAreListedFindsThem(String message, String pictures) {
		assertThat(AnswerText.of(read("{\"choices\":[{\"message\":" + message + "}]}"))).isEqualTo(pictures);
	}

	@Test
	void readWhenPictureIsLargeFindsItInTheText() {
		byte[] large = new byte[3000];
		System.arraycopy(Base64.getDecoder().decode("iVBORw0KGgo="), 0, large, 0, 8);
		String base64 = Base64.getEncoder().encodeToString(large);
		RelayAnswer answer = read(content("\"Here ![image](data:image/png;base64," + base64 + ") you are\""));
		assertThat(AnswerText.of(answer)).isEqualTo("png/3000");
		assertThat(answer.text()).isEqualTo("Here  you are");
	}

	@Test
	void readWhenThereAreFactsAroundReadsThem() {
		RelayAnswer answer = read("""
				{"id":"chatcmpl-1","model":"m","choices":[{"message":{"content":"![i](https://x.io/1)"}}],
				"usage":{"prompt_tokens":5,"completion_tokens":1120,"total_tokens":1125}}""");
		assertThat(answer.requestId()).isEqualTo("chatcmpl-1");
		assertThat(answer.model()).isEqualTo("m");
		assertThat(answer.usage()).isEqualTo(new TokenUsage(5, 1120, 1125));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
			{"choices":[{"message":{"content":null,"refusal":"I cannot."}}]}             | I cannot.
			{"choices":[{"message":{"content":""},"finish_reason":"content_filter"}]}    | content_filter
			{"choices":[{"message":{"content":""},"finish_reason":"stop"}]}              | -
			{"choices":[{"error":{"code":502,"message":"upstream"},"message":{}}]}       | upstream
			{"choices":[]}                                                               | -
			""")
	void readWhenThereIsNoPictureKeepsTheWords(String document, String words) {
		RelayAnswer answer = read(document);
		assertThat(answer.pictures()).isEmpty();
		assertThat(answer.text()).isEqualTo(words);
	}

	@Test
	void readWhenAnswerIsOfTheImagesEndpointReadsIt() {
		assertThat(AnswerText.of(read("{\"created\":1,\"data\":[{\"url\":\"https://x.io/1\"}]}")))
			.isEqualTo("https://x.io/1");
	}

	@Test
	void readWhenOnlyPictureIsBrokenThrows() {
		assertThatExceptionOfType(MalformedBase64Exception.class)
			.isThrownBy(() -> read(content("\"![image](data:image/png;base64,abcde)\"")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "![", "![](", "![](https://x.io/", "![](!", "](", "data:", "data:;base64", "https://x.io/",
			"https://x.io/....................", "((((", "https://x.io/1.png " })
	void readWhenTextIsMadeToBeSlowStaysQuick(String seed) {
		String hostile = content("\"" + seed.repeat(1_000_000 / seed.length()) + "\"");
		assertTimeout(Duration.ofSeconds(5), () -> assertThatNoException().isThrownBy(() -> read(hostile)));
	}

	private static String content(String json) {
		return "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":" + json
				+ "},\"finish_reason\":\"stop\"}]}";
	}

	private static RelayAnswer read(String document) {
		return new ChatDialect().read(SampleAnswer.of(document));
	}

}
