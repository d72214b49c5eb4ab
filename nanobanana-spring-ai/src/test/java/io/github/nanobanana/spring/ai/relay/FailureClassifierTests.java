package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;
import io.github.nanobanana.spring.ai.relay.Evidence.BodyForm;
import io.github.nanobanana.spring.ai.relay.Evidence.Moment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailureClassifier}: the table of failures, row by row, and the rule
 * that outranks all rows.
 */
class FailureClassifierTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			401 | ''                             | ''                                    | 100   | KEY_REJECTED
			200 | invalid_api_key                | ''                                    | 100   | KEY_REJECTED
			402 | ''                             | ''                                    | 100   | QUOTA_EXHAUSTED
			403 | insufficient_user_quota        | ''                                    | 100   | QUOTA_EXHAUSTED
			403 | pre_consume_token_quota_failed | ''                                    | 100   | QUOTA_EXHAUSTED
			429 | insufficient_quota             | ''                                    | 100   | QUOTA_EXHAUSTED
			403 | ''                             | 用户余额不足                           | 100   | QUOTA_EXHAUSTED
			403 | access_denied                  | ''                                    | 100   | ACCESS_DENIED
			403 | ''                             | ''                                    | 100   | ACCESS_DENIED
			404 | invalid_request_error          | Invalid URL (POST /v1/v1/images)      | 100   | WRONG_BASE_URL
			404 | invalid_request                | Invalid URL (POST /v1/v1/images)      | 100   | WRONG_BASE_URL
			404 | ''                             | ''                                    | 100   | WRONG_BASE_URL
			404 | not_found                      | models/x is not found                 | 100   | MODEL_NOT_SERVED
			405 | ''                             | ''                                    | 100   | WRONG_BASE_URL
			300 | ''                             | ''                                    | 100   | WRONG_BASE_URL
			302 | ''                             | ''                                    | 100   | WRONG_BASE_URL
			413 | ''                             | ''                                    | 100   | REQUEST_TOO_LARGE
			400 | read_request_body_failed       | ''                                    | 100   | REQUEST_TOO_LARGE
			400 | prompt_blocked                 | ''                                    | 100   | PROMPT_REFUSED
			500 | sensitive_words_detected       | ''                                    | 100   | PROMPT_REFUSED
			400 | content_policy_violation       | ''                                    | 9000  | PROMPT_REFUSED
			400 | ''                             | ''                                    | 100   | INVALID_REQUEST
			422 | ''                             | ''                                    | 100   | INVALID_REQUEST
			500 | invalid_request                | ''                                    | 100   | INVALID_REQUEST
			500 | bad_request_body               | ''                                    | 9000  | INVALID_REQUEST
			400 | size_not_supported             | ''                                    | 100   | INVALID_REQUEST
			500 | convert_request_failed         | not supported model, only imagen      | 100   | MODEL_NOT_SERVED
			503 | model_not_found                | ''                                    | 100   | MODEL_NOT_SERVED
			500 | get_channel_failed             | ''                                    | 100   | MODEL_NOT_SERVED
			503 | ''                             | 当前分组下对于模型无可用渠道            | 100   | MODEL_NOT_SERVED
			429 | ''                             | ''                                    | 100   | RATE_LIMITED
			200 | rate_limit_exceeded            | ''                                    | 100   | RATE_LIMITED
			429 | resource_exhausted             | ''                                    | 9000  | RATE_LIMITED
			500 | do_request_failed              | ''                                    | 1999  | FAILED_EARLY
			500 | do_request_failed              | ''                                    | 2000  | FAILED_LATE
			500 | bad_response_status_code       | ''                                    | 30000 | FAILED_LATE
			500 | empty_response                 | ''                                    | 30000 | FAILED_LATE
			502 | ''                             | ''                                    | 100   | FAILED_EARLY
			503 | ''                             | ''                                    | 30000 | FAILED_LATE
			522 | ''                             | ''                                    | 30000 | FAILED_LATE
			599 | ''                             | ''                                    | 30000 | FAILED_LATE
			600 | ''                             | ''                                    | 100   | ANSWER_UNREADABLE
			999 | ''                             | ''                                    | 30000 | ANSWER_UNREADABLE
			200 | upstream_error                 | ''                                    | 100   | FAILED_LATE
			500 | bad_response_body              | ''                                    | 100   | ANSWER_UNREADABLE
			521 | ''                             | ''                                    | 100   | UNREACHABLE
			408 | ''                             | ''                                    | 100   | GATEWAY_TIMEOUT
			409 | ''                             | ''                                    | 100   | GATEWAY_TIMEOUT
			504 | ''                             | ''                                    | 100   | GATEWAY_TIMEOUT
			520 | ''                             | ''                                    | 100   | GATEWAY_TIMEOUT
			524 | rate_limit_exceeded            | ''                                    | 100   | GATEWAY_TIMEOUT
			504 | invalid_api_key                | ''                                    | 100   | GATEWAY_TIMEOUT
			""")
	void classifyWhenErrorIsAnsweredGoesByCodeThenStatus(int status, String code, String message, long millis,
			FailureKind kind) {
		ErrorBody error = new ErrorBody(code, "", message);
		assertThat(classify(Moment.ANSWERED, status, BodyForm.JSON, error, false, millis)).isEqualTo(kind);
	}

	@Test
	void classifyWhenUnavailableWithRetryAfterIsOverloaded() {
		assertThat(classify(Moment.ANSWERED, 503, BodyForm.HTML, ErrorBody.NONE, true, 30_000))
			.isEqualTo(FailureKind.OVERLOADED);
	}

	@ParameterizedTest
	@CsvSource({ "200, HTML, WRONG_BASE_URL", "404, HTML, WRONG_BASE_URL", "403, HTML, ACCESS_DENIED",
			"502, HTML, FAILED_EARLY", "504, HTML, GATEWAY_TIMEOUT", "524, HTML, GATEWAY_TIMEOUT",
			"200, OTHER, ANSWER_UNREADABLE", "200, EMPTY, ANSWER_UNREADABLE", "429, EMPTY, RATE_LIMITED" })
	void classifyWhenBodyIsNoDocumentGoesByStatus(int status, BodyForm form, FailureKind kind) {
		assertThat(classify(Moment.ANSWERED, status, form, ErrorBody.NONE, false, 100)).isEqualTo(kind);
	}

	@ParameterizedTest
	@CsvSource({ "200, HTML, 2000", "202, HTML, 90000", "302, HTML, 2000", "307, EMPTY, 30000", "303, EMPTY, 100",
			"303, HTML, 30000" })
	void classifyWhenPageOrRedirectMayHideAPictureIsUnknown(int status, BodyForm form, long millis) {
		assertThat(classify(Moment.ANSWERED, status, form, ErrorBody.NONE, false, millis))
			.isEqualTo(FailureKind.ANSWER_UNREADABLE);
	}

	@ParameterizedTest
	@CsvSource({ "BEFORE_SENDING, 0, UNREACHABLE", "GIVEN_UP, 0, UNREACHABLE",
			"WAITING_FOR_CONNECTION, 0, TOO_MANY_CALLS", "SENT, 0, NO_ANSWER", "IN_BODY, 200, ANSWER_CUT",
			"IN_BODY, 300, WRONG_BASE_URL", "IN_BODY, 500, FAILED_EARLY", "FETCHING_KEY, 0, KEY_UNAVAILABLE",
			"WRITING, 0, INVALID_REQUEST", "SENDING, 0, UNREACHABLE", "IN_TASK, 200, NO_ANSWER",
			"IN_BODY, 504, GATEWAY_TIMEOUT", "OVER_LIMIT, 200, ANSWER_TOO_LARGE", "OVER_LIMIT, 404, WRONG_BASE_URL" })
	void classifyWhenCallBreaksOffGoesByMoment(Moment moment, int status, FailureKind kind) {
		assertThat(classify(moment, status, BodyForm.OTHER, ErrorBody.NONE, false, 100)).isEqualTo(kind);
	}

	@Test
	void classifyWhenPictureMayExistNeverPermitsAnotherEndpoint() {
		Set<Moment> open = EnumSet.of(Moment.SENT, Moment.IN_BODY, Moment.OVER_LIMIT, Moment.ANSWERED);
		for (int status : new int[] { 408, 409, 499, 504, 520, 524 }) {
			for (Moment moment : open) {
				for (String code : new String[] { "", "model_not_found", "invalid_api_key", "insufficient_quota",
						"rate_limit_exceeded", "do_request_failed" }) {
					for (FailedCalls failedCalls : FailedCalls.values()) {
						FailureKind kind = classify(moment, status, BodyForm.JSON, new ErrorBody(code, code, code),
								true, 1);
						assertThat(kind.failureClass().permitsAnotherEndpoint(failedCalls))
							.as("%s %d %s %s", moment, status, code, failedCalls)
							.isFalse();
					}
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void kindWhenItMayCostMoneyIsNotRepeated(FailureKind kind) {
		for (FailedCalls failedCalls : FailedCalls.values()) {
			if (kind.mayHaveBeenCharged(failedCalls)) {
				assertThat(kind.failureClass().permitsAnotherEndpoint(failedCalls)).isFalse();
			}
		}
		if (kind.failureClass() == FailureClass.UNKNOWN) {
			assertThat(kind.mayHaveBeenCharged(FailedCalls.FREE)).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{"error":{"message":"m","type":"new_api_error","param":"","code":"c"}}  | c                | m
			{"error":{"message":"m","type":"t","code":null}}                        | ''               | m
			{"error":{"message":"m","code":429,"status":"RESOURCE_EXHAUSTED"}}      | 429              | m
			{"error":"just words"}                                                  | ''               | just words
			{"success":false,"message":"m"}                                         | ''               | m
			{"message":"m"}                                                         | ''               | m
			{"msg":"m","code":"c"}                                                  | c                | m
			{"code":1001,"description":"m"}                                         | 1001             | m
			{"code":400,"message":"m","images":[]}                                  | 400              | m
			{"success":false,"code":"c","msg":"m","data":[{}]}                      | c                | m
			""")
	void findWhenEnvelopeIsKnownReadsIt(String body, String code, String message) {
		ErrorBody error = ErrorBody.find(new JsonMapper().readTree(body));
		assertThat(error).isNotNull();
		assertThat(error.code()).isEqualTo(code.replace("''", ""));
		assertThat(error.message()).isEqualTo(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{"created":1,"data":[]}
			{"created":1,"data":[],"message":"a word"}
			{"error":null,"data":[]}
			{"success":true,"data":{},"message":""}
			{"images":[],"message":"x"}
			{"code":399,"images":[],"message":"x"}
			{"code":500,"data":[{"url":"u"}],"message":"x"}
			{"choices":[],"message":"x"}
			{"candidates":[],"message":"x"}
			{"error":" ","data":[]}
			[]
			"text"
			""")
	void findWhenNoErrorIsThereFindsNone(String body) {
		assertThat(ErrorBody.find(new JsonMapper().readTree(body))).isNull();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "'Blocked by content Policy', PROMPT_REFUSED", "内容违规, PROMPT_REFUSED",
			"upstream error, FAILED_LATE", "-, FAILED_LATE" })
	void ofTaskGoesByTheRelaysWords(@Nullable String reason, FailureKind kind) {
		assertThat(FailureClassifier.ofTask(reason)).isEqualTo(kind);
	}

	@ParameterizedTest
	@CsvSource({ "200, 401, 401", "200, 429, 429", "200, 500, 200", "200, 4010, 200", "200, '', 200", "502, 401, 502" })
	void statusUnderIsTheOneThatIsMeantIfNoWorkCanHaveBeenDone(int status, String code, int meant) {
		assertThat(new ErrorBody(code, "", "").statusUnder(status)).isEqualTo(meant);
	}

	@ParameterizedTest
	@EnumSource
	void momentSaysWhetherTheRequestHadLeft(Moment moment) {
		assertThat(moment.isBeforeSent()).isEqualTo(
				Set.of(Moment.FETCHING_KEY, Moment.WRITING, Moment.BEFORE_SENDING, Moment.SENDING).contains(moment));
	}

	private static FailureKind classify(Moment moment, int status, BodyForm form, ErrorBody error, boolean retryAfter,
			long millis) {
		return FailureClassifier
			.classify(new Evidence(moment, status, form, error, retryAfter, Duration.ofMillis(millis)));
	}

}
