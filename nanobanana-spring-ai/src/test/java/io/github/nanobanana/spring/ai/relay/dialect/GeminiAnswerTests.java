package io.github.nanobanana.spring.ai.relay.dialect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.nanobanana.spring.ai.image.MalformedBase64Exception;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.SampleAnswer;
import io.github.nanobanana.spring.ai.relay.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Answers of {@code generateContent}.
 */
class GeminiAnswerTests {

	@Test
	void readWhenAnswerIsGooglesReadsAllOfIt() {
		RelayAnswer answer = read(
				"""
						{"candidates":[{"content":{"parts":[
						  {"text":"let me think","thought":true},
						  {"inlineData":{"mimeType":"image/jpeg","data":"/9j/4A=="},"thought":true},
						  {"text":"Here is your cat."},
						  {"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="},"thoughtSignature":"c2ln"}],
						 "role":"model"},"finishReason":"STOP","index":0}],
						"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":1120,"thoughtsTokenCount":80,"totalTokenCount":1205},
						"modelVersion":"gemini-3-pro-image-preview","responseId":"r-1"}""");
		assertThat(AnswerText.of(answer)).isEqualTo("png/8");
		assertThat(answer.text()).isEqualTo("Here is your cat.");
		assertThat(answer.usage()).isEqualTo(new TokenUsage(5, 1200, 1205));
		assertThat(answer.model()).isEqualTo("gemini-3-pro-image-preview");
		assertThat(answer.requestId()).isEqualTo("r-1");
	}

	@Test
	void readWhenAnswerIsInSnakeCaseReadsAllOfIt() {
		RelayAnswer answer = read("""
				{"candidates":[{"content":{"parts":[{"inline_data":{"mime_type":"image/png","data":"iVBORw0KGgo="}}]},
				"finish_reason":"STOP"}],"usage_metadata":{"prompt_token_count":5,"candidates_token_count":1120},
				"model_version":"m","response_id":"r-1"}""");
		assertThat(AnswerText.of(answer)).isEqualTo("png/8");
		assertThat(answer.text()).isNull();
		assertThat(answer.usage()).isEqualTo(new TokenUsage(5, 1120, 1125));
		assertThat(answer.model()).isEqualTo("m");
		assertThat(answer.requestId()).isEqualTo("r-1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{"candidates":[{"content":{"parts":[{"inlineData":{"data":"iVBORw0KGgo="}},{"inlineData":{"data":"/9j/4A=="}}]}}]}                  | png/8 jpeg/4
					{"candidates":[{"content":{"parts":[{"inlineData":{"data":"iVBORw0KGgo="}}]}},{"content":{"parts":[{"inlineData":{"data":"/9j/4A=="}}]}}]} | png/8 jpeg/4
					{"candidates":[{"content":{"parts":[{"inlineData":{"data":"*"}},{"inlineData":{"data":"/9j/4A=="}}]}}]}                             | jpeg/4
					{"candidates":[{"content":{"parts":[{"inlineData":{"data":"data:image/png;base64,iVBORw0KGgo="}}]}}]}                               | png/8
					""")
	void readWhenThereAreSeveralPicturesKeepsTheirOrder(String document, String expected) {
		assertThat(AnswerText.of(read(document))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-",
			textBlock = """
					{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}                                           | prompt blocked: PROHIBITED_CONTENT
					{"promptFeedback":{"blockReason":"SAFETY","blockReasonMessage":"too much"}}                       | prompt blocked: SAFETY: too much
					{"candidates":[{"finishReason":"IMAGE_SAFETY"}]}                                                  | IMAGE_SAFETY
					{"candidates":[{"finish_reason":"NO_IMAGE","finish_message":"nothing drawn"}]}                    | NO_IMAGE: nothing drawn
					{"candidates":[{"content":{"parts":[{"text":"I cannot."}]},"finishReason":"STOP"}]}               | I cannot.
					{"candidates":[{"content":{"parts":[{"text":"I cannot."}]},"finishReason":"IMAGE_SAFETY"}]}       | IMAGE_SAFETY: I cannot.
					{"candidates":[{"finishReason":"STOP"}]}                                                          | -
					{"candidates":[]}                                                                                 | -
					{"candidates":[{"content":{"parts":[{"inlineData":{"data":"/9j/4A=="},"thought":true}]}}]}        | -
					""")
	void readWhenThereIsNoPictureKeepsTheReason(String document, String words) {
		RelayAnswer answer = read(document);
		assertThat(answer.pictures()).isEmpty();
		assertThat(answer.text()).isEqualTo(words);
	}

	@Test
	void readWhenOnlyPictureIsBrokenThrows() {
		assertThatExceptionOfType(MalformedBase64Exception.class)
			.isThrownBy(() -> read("{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"data\":\"*\"}}]}}]}"));
	}

	@Test
	void readWhenUsageIsNegativeReadsZero() {
		assertThat(read("{\"usageMetadata\":{\"promptTokenCount\":-1,\"totalTokenCount\":99999999999}}").usage())
			.isEqualTo(new TokenUsage(0, 0, 500_000_000));
	}

	private static RelayAnswer read(String document) {
		return new GeminiDialect().read(SampleAnswer.of(document));
	}

}
