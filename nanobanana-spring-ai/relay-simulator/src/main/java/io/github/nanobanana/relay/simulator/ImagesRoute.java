package io.github.nanobanana.relay.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/images/generations} and {@code /v1/images/edits}, JSON and forms, at
 * once or as a task ({@code ?async=true}, gpt-best relays).
 */
final class ImagesRoute implements Router.Route {

	private static final int MAX_N = 128;

	private final Studio studio;

	private final ImageAnswers answers;

	ImagesRoute(Studio studio) {
		this.studio = studio;
		this.answers = new ImageAnswers(studio);
	}

	@Override
	public @Nullable Work begin(Exchange exchange) {
		boolean edit = exchange.path().equals("/v1/images/edits");
		if (!"POST".equals(exchange.request().method())
				|| (!edit && !exchange.path().equals("/v1/images/generations"))) {
			return null;
		}
		Key key = exchange.requireKey();
		ImageJob job = read(exchange, edit);
		if ("true".equals(exchange.request().queryParameter("async"))) {
			return task(exchange, key, job);
		}
		if (Json.flag(exchange.body().json(), "stream") || "true".equals(exchange.body().text("stream"))) {
			return this.studio.begin(exchange, key, job, (shape) -> this.answers.streamed(exchange, job, edit));
		}
		Ledger.Ticket ticket = this.studio.charge(exchange, key, job);
		return Work.charged(ticket, this.studio.relay().settings().workTime(), (shape) -> {
			if (shape == AnswerShape.TASK_ID) {
				return this.studio.relay().tasks().submit(this.answers.body(exchange, job), job.delivered(), ticket);
			}
			return this.answers.shaped(exchange, job, shape);
		});
	}

	private Work task(Exchange exchange, Key key, ImageJob job) {
		Ledger.Ticket ticket = this.studio.charge(exchange, key, job);
		return Work.charged(ticket, Duration.ZERO,
				(shape) -> this.studio.relay()
					.tasks()
					.submit(this.answers.body(exchange, job), job.isRefused() ? 0 : job.delivered(), ticket));
	}

	private ImageJob read(Exchange exchange, boolean edit) {
		Body body = exchange.body();
		Model model = model(exchange, body);
		String prompt = body.text("prompt");
		if (prompt == null || prompt.isBlank()) {
			throw RelayError.bad("missing_required_parameter", "prompt", "prompt is required");
		}
		List<Upload> references = references(body);
		if (edit && references.isEmpty()) {
			throw RelayError.bad("missing_required_parameter", "image", "image is required");
		}
		requireNames(model, references);
		this.studio.requirePictures(references);
		this.studio.screen(prompt);
		int count = count(body);
		String format = responseFormat(model, body);
		boolean mask = !body.files("mask").isEmpty() || body.json().hasNonNull("mask");
		if (model.family().isOpenAi()) {
			Pixels pixels = OpenAiRules.pixels(model, body.text("size"));
			OpenAiRules.checkCount(model, count);
			PictureSpec spec = this.studio.spec(model, prompt, pixels.nearestRatio(Pixels.CLASSIC_RATIOS), "", pixels,
					null, references.size(), mask);
			return new ImageJob(model, OpenAiRules.format(spec, body), count, count, "b64_json".equals(format));
		}
		boolean many = this.studio.relay().settings().manyPictures();
		return new ImageJob(model, gemini(model, prompt, body, references, mask), count, many ? count : 1,
				"b64_json".equals(format));
	}

	/**
	 * The gpt-best dialect: aspect_ratio and image_size lead, size may stand in for both.
	 */
	private PictureSpec gemini(Model model, String prompt, Body body, List<Upload> references, boolean mask) {
		String ratio = blankAsAbsent(body.text("aspect_ratio"));
		String tier = blankAsAbsent(body.text("image_size"));
		String size = blankAsAbsent(body.text("size"));
		if (size != null) {
			Pixels pixels = Pixels.parse(size);
			boolean isRatio = size.indexOf(':') > 0;
			if (pixels == null && !isRatio && !size.matches("(?i)[124]K|0\\.5K|512(px)?|auto")) {
				throw RelayError.bad("size", "Invalid size '" + size + "': use WIDTHxHEIGHT, a ratio or a tier.");
			}
			if (ratio == null && pixels != null) {
				ratio = pixels.nearestRatio(model.family().ratios());
			}
			else if (ratio == null && isRatio) {
				ratio = size;
			}
			if (tier == null && pixels == null && !isRatio) {
				tier = size;
			}
		}
		return this.studio.gemini(model, prompt, ratio, tier, seed(body), references, mask);
	}

	private static Model model(Exchange exchange, Body body) {
		String name = body.text("model");
		if (name == null || name.isBlank()) {
			throw RelayError.invalidRequest("model is required");
		}
		return exchange.requireModel(name);
	}

	private static List<Upload> references(Body body) {
		List<Upload> references = new ArrayList<>(body.files("image"));
		references.addAll(body.references("image"));
		if (references.isEmpty()) {
			references.addAll(body.references("images"));
		}
		return references;
	}

	private void requireNames(Model model, List<Upload> references) {
		if (this.studio.relay().settings().filenamesRequired()
				&& references.stream().anyMatch((reference) -> "".equals(reference.filename()))) {
			throw RelayError.bad("invalid_type", "image", model.family().isOpenAi()
					? "Invalid type for 'image': expected one of an array of files or file, but got a string instead."
					: "image is required");
		}
	}

	private static int count(Body body) {
		Integer n = body.number("n");
		if (n == null || n == 0) {
			return 1;
		}
		if (n < 0 || n > MAX_N) {
			throw RelayError.bad("n", "n must lie between 1 and " + MAX_N + ", not " + n);
		}
		return n;
	}

	private static @Nullable Long seed(Body body) {
		Integer seed = body.number("seed");
		return (seed == null || seed < 0) ? null : Long.valueOf(seed);
	}

	private static String responseFormat(Model model, Body body) {
		String format = body.text("response_format");
		if (model.family() == ModelFamily.GPT_IMAGE) {
			if (format != null) {
				throw RelayError.bad("unknown_parameter", "response_format", "Unknown parameter: 'response_format'.");
			}
			return "b64_json";
		}
		if (format != null && !format.isEmpty() && !format.equals("url") && !format.equals("b64_json")) {
			throw RelayError.bad("response_format",
					"Invalid value: '" + format + "'. Supported values are: 'url' and 'b64_json'.");
		}
		return "b64_json".equals(format) ? "b64_json" : "url";
	}

	private static @Nullable String blankAsAbsent(@Nullable String text) {
		return (text == null || text.isBlank() || "auto".equalsIgnoreCase(text.trim())) ? null : text.trim();
	}

	@Override
	public String toString() {
		return "ImagesRoute";
	}

}
