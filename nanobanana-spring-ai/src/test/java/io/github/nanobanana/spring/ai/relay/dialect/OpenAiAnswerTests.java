package io.github.nanobanana.spring.ai.relay.dialect;

import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.nanobanana.spring.ai.image.MalformedBase64Exception;
import io.github.nanobanana.spring.ai.image.PictureTooLargeException;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.SampleAnswer;
import io.github.nanobanana.spring.ai.relay.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every shape in which image endpoints answer.
 */
class OpenAiAnswerTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{"created":1,"data":[{"url":"https://x.io/1.png"}]}                                         | https://x.io/1.png
					{"created":1,"data":[{"b64_json":"iVBORw0KGgo="}]}                                          | png/8
					{"created":1,"data":[{"b64_json":"data:image/png;base64,iVBORw0KGgo="}]}                    | png/8
					{"created":1,"data":[{"b64_json":" iVBORw0K\\nGgo"}]}                                       | png/8
					{"created":1,"data":[{"b64_json":"_9j_4A"}]}                                                | jpeg/4
					{"created":1,"data":[{"url":"data:image/png;base64,iVBORw0KGgo="}]}                         | png/8
					{"created":1,"data":[{"b64_json":"https://x.io/1.png"}]}                                    | https://x.io/1.png
					{"created":1,"data":[{"url":"iVBORw0KGgo="}]}                                               | png/8
					{"data":[{"url":"https://x.io/1.png","b64_json":"","revised_prompt":""}],"metadata":{}}     | https://x.io/1.png
					{"data":[{"url":"","b64_json":"iVBORw0KGgo=","revised_prompt":""}]}                         | png/8
					{"data":{"url":"https://x.io/1.png","b64_json":"","revised_prompt":""}}                     | https://x.io/1.png
					{"data":"https://x.io/1.png"}                                                               | https://x.io/1.png
					{"data":["https://x.io/1.png"]}                                                             | https://x.io/1.png
					{"data":["iVBORw0KGgo="]}                                                                   | png/8
					{"data":[null,{"url":null},{"url":7},{"url":" "},{"url":"https://x.io/1.png"}]}             | https://x.io/1.png
					{"data":[{"url":"https://x.io/1.png"},{"b64_json":"iVBORw0KGgo="}]}                         | https://x.io/1.png+png/8
					{"data":[{"url":"https://x.io/1.png","b64_json":"iVBORw0KGgo="}]}                           | https://x.io/1.png+png/8
					{"data":[{"url":"https://x.io/1.png","b64_json":"*broken*"}]}                               | https://x.io/1.png
					{"data":[{"b64_json":"*broken*"},{"b64_json":"iVBORw0KGgo="}]}                              | png/8
					{"data":[{"url":"https://x.io/1.png"},{"url":"https://x.io/1.png"}]}                        | https://x.io/1.png
					{"data":[{"url":"https://x.io/1.png"},{"url":"https://x.io/2.png"}]}                        | https://x.io/1.png https://x.io/2.png
					{"data":[{"url":["https://x.io/1.png"],"expires_at":1763174708}]}                           | https://x.io/1.png
					{"image_urls":["https://x.io/1.png"]}                                                       | https://x.io/1.png
					{"images":[{"url":"https://x.io/1.png"}]}                                                   | https://x.io/1.png
					{"images":["https://x.io/1.png"]}                                                           | https://x.io/1.png
					{"success":true,"data":{"created":1,"data":[{"url":"https://x.io/1.png"}]}}                 | https://x.io/1.png
					{"data":{"status":"SUCCESS","data":{"data":[{"url":"https://x.io/1.png"}]}}}                | https://x.io/1.png
					{"status":"SUCCESS","data":[{"b64_json":"iVBORw0KGgo="}]}                                   | png/8
					{"code":200,"data":{"status":"completed","result":{"images":[{"url":["https://x.io/1"]}]}}} | https://x.io/1
					{"code":200,"data":{"state":"success","resultJson":"{\\"resultUrls\\":[\\"https://x.io/1\\"]}"}}  | https://x.io/1
					{"id":"a","status":"completed","outputs":["https://x.io/1.png"]}                            | https://x.io/1.png
					[{"url":"https://x.io/1.png"}]                                                              | https://x.io/1.png
					""")
	void readWhenShapeIsKnownFindsThePicture(String document, String expected) {
		assertThat(AnswerText.of(read(document))).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "7", "\"https://x.io/1.png\"", "{\"data\":[]}", "{\"data\":null}",
			"{\"data\":[{\"url\":\"\"}]}", "{\"data\":[{\"url\":\"ftp://x.io/1.png\"}]}", "{\"data\":[\"none\"]}",
			"{\"code\":200,\"msg\":\"success\",\"data\":[]}", "{\"data\":\"{not json\"}",
			"{\"input\":{\"image_urls\":[\"https://x.io/mine.png\"]},\"data\":[]}" })
	void readWhenThereIsNoPictureFindsNone(String document) {
		assertThat(read(document).pictures()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{"data":[{"revised_prompt":"I cannot do that."}]}              | I cannot do that.
			{"data":[{"text":"I cannot do that.","url":""}]}               | I cannot do that.
			{"data":[],"message":"I cannot do that."}                      | I cannot do that.
			{"data":[],"msg":"I cannot do that."}                          | I cannot do that.
			{"text":"I cannot do that."}                                   | I cannot do that.
			{"data":"I cannot do that."}                                   | I cannot do that.
			{"data":["I cannot do that."]}                                 | I cannot do that.
			{"success":true,"message":"success","data":{"message":"no"}}   | no
			{"data":[{"url":"https://x.io/1","text":"Here you are"}]}      | Here you are
			""")
	void readWhenThereAreWordsKeepsThem(String document, String words) {
		assertThat(read(document).text()).isEqualTo(words);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"message\":\"success\",\"data\":[]}", "{\"msg\":\"OK\",\"data\":[]}",
			"{\"data\":[{\"url\":\"https://x.io/1\",\"revised_prompt\":\"a tabby\"}]}" })
	void readWhenWordsSayNothingHasNone(String document) {
		assertThat(read(document).text()).isNull();
	}

	@Test
	void readWhenPromptWasRewordedKeepsItWithThePicture() {
		RelayAnswer answer = read(
				"""
						{"data":[{"url":"https://x.io/1"},{"b64_json":"iVBORw0KGgo=","revised_prompt":"a tabby"}],"model":"m"}""");
		assertThat(answer.pictures().get(0).revisedPrompt()).isEqualTo("a tabby");
		assertThat(answer.model()).isEqualTo("m");
		assertThat(answer.requestId()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{"usage":{"input_tokens":5,"output_tokens":1120,"total_tokens":1125}}                         | 5 | 1120 | 1125
					{"usage":{"prompt_tokens":5,"completion_tokens":1120}}                                        | 5 | 1120 | 1125
					{"success":true,"data":{"usage":{"input_tokens":5,"output_tokens":1120,"total_tokens":1125}}} | 5 | 1120 | 1125
					{"data":{"data":{"usage":{"total_tokens":9}}}}                                                | 0 | 0    | 9
					{"usage":{"input_tokens":-5,"output_tokens":"7","total_tokens":null}}                         | 0 | 0    | 0
					{"usage":{"input_tokens":1e300,"output_tokens":2.5}}                                  | 500000000 | 2 | 500000002
					""")
	void readWhenUsageIsToldReadsIt(String document, int input, int output, int total) {
		assertThat(read(document).usage()).isEqualTo(new TokenUsage(input, output, total));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"data\":[]}", "{\"usage\":null}", "{\"usage\":7}", "{\"usage\":[]}" })
	void readWhenUsageIsNotToldHasNone(String document) {
		assertThat(read(document).usage()).isNull();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void readWhenOnlyPictureIsBrokenThrows(boolean large) {
		String broken = large ? "A".repeat(2000) + "=A" : "*";
		assertThatExceptionOfType(MalformedBase64Exception.class)
			.isThrownBy(() -> read("{\"data\":[{\"b64_json\":\"" + broken + "\"}]}"));
	}

	@Test
	void readWhenPictureIsTooLargeThrows() {
		String base64 = Base64.getEncoder().encodeToString(new byte[300]);
		assertThatExceptionOfType(PictureTooLargeException.class).isThrownBy(() -> new GptBestDialect()
			.read(SampleAnswer.of("{\"data\":[{\"b64_json\":\"" + base64 + "\"}]}", 299)));
	}

	@ParameterizedTest
	@CsvSource({ "https://x.io/a b.png, https://x.io/a%20b.png", "https://x.io/图.png, https://x.io/%E5%9B%BE.png",
			"https://x.io/50%.png, https://x.io/50%25.png", "https://x.io/a%20b?c=%zz, https://x.io/a%20b?c=%25zz",
			"https://x.io/a?sig=a|b%7C, https://x.io/a?sig=a%7Cb%7C", "HTTPS://x.io/a, HTTPS://x.io/a" })
	void readWhenAddressIsSloppyKeepsIt(String written, String url) {
		assertThat(AnswerText.of(read("{\"data\":[{\"url\":\"" + written + "\"}]}"))).isEqualTo(url);
	}

	private static RelayAnswer read(String document) {
		return new GptBestDialect().read(SampleAnswer.of(document));
	}

}
