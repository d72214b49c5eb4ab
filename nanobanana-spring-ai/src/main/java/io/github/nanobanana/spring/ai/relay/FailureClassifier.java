package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The one judge of failed calls: a pure function from what is known to what it means.
 * Relays put wrong statuses on right codes (new-api sends parameter errors as 500), so
 * the code speaks first, then the status, then the form of the body.
 */
final class FailureClassifier {

	/** Before this time no picture can have been made: the fastest models take 4 s. */
	static final Duration EARLY = Duration.ofSeconds(2);

	private FailureClassifier() {
	}

	static FailureKind classify(Evidence evidence) {
		return switch (evidence.moment()) {
			case FETCHING_KEY -> FailureKind.KEY_UNAVAILABLE;
			case WRITING -> FailureKind.INVALID_REQUEST;
			case BEFORE_SENDING, GIVEN_UP, SENDING -> FailureKind.UNREACHABLE;
			case WAITING_FOR_CONNECTION -> FailureKind.TOO_MANY_CALLS;
			case SENT, IN_TASK -> FailureKind.NO_ANSWER;
			case OVER_LIMIT -> success(evidence) ? FailureKind.ANSWER_TOO_LARGE : byStatus(evidence);
			case IN_BODY -> success(evidence) ? FailureKind.ANSWER_CUT : byStatus(evidence);
			case ANSWERED -> gatewayGaveUp(evidence) ? FailureKind.GATEWAY_TIMEOUT : ofAnswer(evidence);
		};
	}

	/** A task that ended without a picture, by the relay's words for it. */
	static FailureKind ofTask(@Nullable String reason) {
		ErrorBody error = new ErrorBody("", "", (reason != null) ? reason : "");
		boolean refused = error.says("moderation", "safety", "sensitive", "policy", "prohibited", "blocked", "违规",
				"敏感");
		return refused ? FailureKind.PROMPT_REFUSED : FailureKind.FAILED_LATE;
	}

	/** These statuses outrank every code: a picture may be under way behind them. */
	private static boolean gatewayGaveUp(Evidence evidence) {
		return switch (evidence.status()) {
			case 408, 409, 499, 504, 520, 524 -> true;
			default -> false;
		};
	}

	private static boolean success(Evidence evidence) {
		return evidence.status() >= 200 && evidence.status() < 300;
	}

	private static FailureKind ofAnswer(Evidence evidence) {
		FailureKind byCode = byCode(evidence);
		if (byCode != null) {
			return byCode;
		}
		if (!success(evidence)) {
			return byStatus(evidence);
		}
		if (evidence.form() == Evidence.BodyForm.HTML && early(evidence)) {
			return FailureKind.WRONG_BASE_URL;
		}
		return (evidence.error() != ErrorBody.NONE) ? FailureKind.FAILED_LATE : FailureKind.ANSWER_UNREADABLE;
	}

	private static @Nullable FailureKind byCode(Evidence evidence) {
		ErrorBody error = evidence.error();
		if (error.codeIs("insufficient_user_quota", "pre_consume_token_quota_failed", "insufficient_quota",
				"quota_exceeded", "billing_hard_limit_reached", "billing_not_active")
				|| error.says("insufficient balance", "quota is not enough", "余额不足", "额度不足")) {
			return FailureKind.QUOTA_EXHAUSTED;
		}
		if (error.codeIs("invalid_api_key", "authentication_error", "unauthenticated")) {
			return FailureKind.KEY_REJECTED;
		}
		if (error.codeIs("model_not_found", "get_channel_failed", "model_not_supported", "unsupported_model")
				|| error.codeIs("convert_request_failed") && error.says("not supported model", "only imagen")
				|| error.says("no available channel", "无可用渠道") || evidence.status() == 404 && error.says("model")) {
			return FailureKind.MODEL_NOT_SERVED;
		}
		if (error.codeIs("prompt_blocked", "sensitive_words_detected", "content_policy_violation", "moderation_blocked",
				"content_filter", "prohibited_content")) {
			return FailureKind.PROMPT_REFUSED;
		}
		if (error.codeIs("rate_limit_exceeded", "rate_limit_error", "too_many_requests", "resource_exhausted")) {
			return FailureKind.RATE_LIMITED;
		}
		return byRequestCode(evidence);
	}

	private static @Nullable FailureKind byRequestCode(Evidence evidence) {
		ErrorBody error = evidence.error();
		if (error.codeIs("read_request_body_failed")) {
			return FailureKind.REQUEST_TOO_LARGE;
		}
		if (evidence.status() == 404 && error.says("invalid url")) {
			return FailureKind.WRONG_BASE_URL;
		}
		if (error.codeIs("invalid_request", "bad_request_body", "prompt_missing", "size_not_supported",
				"prompt_too_long", "n_not_within_range", "unknown_parameter", "invalid_value", "invalid_argument",
				"unsupported_parameter", "missing_required_parameter")) {
			return FailureKind.INVALID_REQUEST;
		}
		if (error.codeIs("bad_response_body")) {
			return FailureKind.ANSWER_UNREADABLE;
		}
		return null;
	}

	private static FailureKind byStatus(Evidence evidence) {
		if (gatewayGaveUp(evidence)) {
			return FailureKind.GATEWAY_TIMEOUT;
		}
		int status = evidence.status();
		return switch (status) {
			case 401 -> FailureKind.KEY_REJECTED;
			case 402 -> FailureKind.QUOTA_EXHAUSTED;
			case 403 -> FailureKind.ACCESS_DENIED;
			case 404, 405 -> FailureKind.WRONG_BASE_URL;
			case 413 -> FailureKind.REQUEST_TOO_LARGE;
			case 429 -> FailureKind.RATE_LIMITED;
			case 503 -> evidence.retryAfter() ? FailureKind.OVERLOADED : serverError(evidence);
			case 521, 523, 525, 526, 530 -> FailureKind.UNREACHABLE;
			default -> byRange(evidence);
		};
	}

	private static FailureKind byRange(Evidence evidence) {
		return switch (evidence.status() / 100) {
			case 5 -> serverError(evidence);
			case 4 -> FailureKind.INVALID_REQUEST;
			case 3 -> (evidence.status() != 303 && early(evidence)) ? FailureKind.WRONG_BASE_URL
					: FailureKind.ANSWER_UNREADABLE;
			default -> FailureKind.ANSWER_UNREADABLE;
		};
	}

	private static FailureKind serverError(Evidence evidence) {
		return early(evidence) ? FailureKind.FAILED_EARLY : FailureKind.FAILED_LATE;
	}

	/**
	 * A console's page or redirect comes at once. What comes later may hide a picture: a
	 * script's warning in front of the answer makes a page of it, and 303 sends on to
	 * what was made.
	 */
	private static boolean early(Evidence evidence) {
		return evidence.elapsed().compareTo(EARLY) < 0;
	}

}
