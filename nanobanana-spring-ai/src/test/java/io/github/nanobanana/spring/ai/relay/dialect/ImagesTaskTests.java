package io.github.nanobanana.spring.ai.relay.dialect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.nanobanana.spring.ai.relay.RelayTask;
import io.github.nanobanana.spring.ai.relay.RelayTask.State;
import io.github.nanobanana.spring.ai.relay.SampleAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tasks in all the forms met in the field.
 */
class ImagesTaskTests {

	private final GptBestDialect dialect = new GptBestDialect();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{"task_id":"t-1"}                                                            | t-1 | RUNNING
			{"created":1,"task_id":"t-1","data":[]}                                      | t-1 | RUNNING
			{"code":200,"data":[{"status":"submitted","task_id":"t-1"}]}                 | t-1 | RUNNING
			{"code":200,"msg":"success","data":{"taskId":"t-1"}}                         | t-1 | RUNNING
			{"code":200,"data":{"taskId":"t-1","state":"generating"}}                    | t-1 | RUNNING
			{"id":"t-1","status":"processing"}                                           | t-1 | RUNNING
			{"request_id":"t-1","status":"queued"}                                       | t-1 | RUNNING
			{"task_id":17}                                                               | 17  | RUNNING
			{"data":{"status":"NOT_START","progress":"0%","fail_reason":"","data":null}} | ~~  | RUNNING
			{"data":{"status":"a word nobody knows"}}                                    | ~~  | RUNNING
			{"data":{"status":"SUCCESS","progress":"100%","data":{"data":[]}}}           | ~~  | SUCCEEDED
			{"status":"SUCCEED"}                                                         | ~~  | SUCCEEDED
			{"data":{"taskId":"t-1","state":"success"}}                                  | t-1 | SUCCEEDED
			{"data":{"status":"FAILURE","fail_reason":"no"}}                             | ~~  | FAILED
			{"id":"t-1","status":"failed","failure_reason":"no"}                         | t-1 | FAILED
			{"data":{"id":"t-1","status":"failed","error":{"code":1,"message":"no"}}}    | t-1 | FAILED
			{"data":{"taskId":"t-1","state":"fail","failMsg":"no"}}                      | t-1 | FAILED
			""")
	void taskWhenFormIsKnownIsFound(String document, String id, State state) {
		RelayTask task = this.dialect.task(SampleAnswer.of(document));
		assertThat(task).isNotNull();
		assertThat(task.id()).isEqualTo(id);
		assertThat(task.path()).isEqualTo("/v1/images/tasks/" + id);
		assertThat(task.state()).isEqualTo(state);
		assertThat(task.reason()).isEqualTo((state == State.FAILED) ? "no" : null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "\"task_id\"", "{\"task_id\":\"\"}", "{\"task_id\":null}",
			"{\"created\":1,\"data\":[]}", "{\"status\":200,\"data\":[]}", "{\"status\":\" \"}", "{\"id\":\"x\"}",
			"{\"created\":1,\"data\":[{\"url\":\"https://example.com/1.png\"}]}" })
	void taskWhenNoneIsPromisedFindsNone(String document) {
		assertThat(this.dialect.task(SampleAnswer.of(document))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "NOT_START, RUNNING", "SUBMITTED, RUNNING", "QUEUED, RUNNING", "IN_PROGRESS, RUNNING",
			"SUCCESS, SUCCEEDED", "FAILURE, FAILED", "UNKNOWN, RUNNING", "succeeded, SUCCEEDED", "failed, FAILED",
			"completed, SUCCEEDED", "processing, RUNNING", "pending, RUNNING", "queued, RUNNING", "SUCCEED, SUCCEEDED",
			"expired, FAILED", "cancelled, FAILED" })
	void taskWhenStatusIsAWordOfTheFieldKnowsIt(String word, State state) {
		RelayTask task = this.dialect.task(SampleAnswer.of("{\"task_id\":\"t\",\"status\":\"" + word + "\"}"));
		assertThat(task).isNotNull();
		assertThat(task.state()).isEqualTo(state);
	}

	@Test
	void taskWhenPathIsSetLooksThere() {
		GptBestDialect other = new GptBestDialect(
				ImagesSettings.gptBest().mutate().taskPath("/v1/jobs/recordInfo?taskId={id}").build());
		RelayTask task = other.task(SampleAnswer.of("{\"task_id\":\"a/../b c?d\"}"));
		assertThat(task).isNotNull();
		assertThat(task.id()).isEqualTo("a/../b c?d");
		assertThat(task.path()).isEqualTo("/v1/jobs/recordInfo?taskId=a%2F..%2Fb%20c%3Fd");
	}

	@Test
	void taskWhenDialectIsStrictOpenAiIsFoundToo() {
		assertThat(new OpenAiDialect().task(SampleAnswer.of("{\"task_id\":\"t-1\"}"))).isNotNull();
		assertThat(new GeminiDialect().task(SampleAnswer.of("{\"task_id\":\"t-1\"}"))).isNull();
		assertThat(new ChatDialect().task(SampleAnswer.of("{\"task_id\":\"t-1\"}"))).isNull();
	}

}
