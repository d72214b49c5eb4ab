package io.github.nanobanana.samples.playground;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import io.github.nanobanana.spring.ai.NanoBananaPrompt;

/**
 * Starts, shows and cancels runs, and writes prompts of parts.
 */
@RestController
final class RunController {

	private final Runs runs;

	RunController(Runs runs) {
		this.runs = runs;
	}

	@GetMapping("/api/runs")
	List<RunView> list() {
		return this.runs.views();
	}

	@PostMapping("/api/runs")
	ResponseEntity<RunView> start(@RequestBody RunOrder order) {
		return ResponseEntity.status(HttpStatus.ACCEPTED).body(this.runs.start(order));
	}

	@PostMapping("/api/runs/{id}/cancel")
	ResponseEntity<Void> cancel(@PathVariable String id) {
		return answer(this.runs.cancel(id, -1));
	}

	@PostMapping("/api/runs/{id}/versions/{index}/cancel")
	ResponseEntity<Void> cancel(@PathVariable String id, @PathVariable int index) {
		return answer(index >= 0 && this.runs.cancel(id, index));
	}

	@DeleteMapping("/api/runs/{id}")
	ResponseEntity<Void> forget(@PathVariable String id) {
		return answer(this.runs.forget(id));
	}

	@PostMapping("/api/prompt")
	PromptText write(@RequestBody PromptParts parts) {
		String text = NanoBananaPrompt.builder()
			.subject(parts.subject())
			.scene(parts.scene())
			.camera(parts.camera())
			.lighting(parts.lighting())
			.details(parts.details())
			.style(parts.style())
			.lettering(parts.lettering())
			.keep(parts.keep())
			.avoid(parts.avoid())
			.build()
			.getInstructions()
			.get(0)
			.getText();
		return new PromptText(text);
	}

	private static ResponseEntity<Void> answer(boolean found) {
		return found ? ResponseEntity.noContent().build() : ResponseEntity.notFound().build();
	}

	/**
	 * The parts of a prompt, each as typed. Ratio and tier are options and stay out of
	 * the words.
	 */
	record PromptParts(@Nullable String subject, @Nullable String scene, @Nullable String camera,
			@Nullable String lighting, @Nullable String details, @Nullable String style, @Nullable String lettering,
			@Nullable String keep, @Nullable String avoid) {

	}

	/**
	 * The prompt that the parts make.
	 */
	record PromptText(@Nullable String text) {

	}

}
