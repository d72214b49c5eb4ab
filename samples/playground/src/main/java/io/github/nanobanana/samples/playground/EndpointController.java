package io.github.nanobanana.samples.playground;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the endpoints to operators and takes their orders.
 */
@RestController
final class EndpointController {

	private final Panel panel;

	EndpointController(Panel panel) {
		this.panel = panel;
	}

	@GetMapping("/api/endpoints")
	PanelView view() {
		return this.panel.view();
	}

	@PostMapping("/api/endpoints/{name}/{order}")
	ResponseEntity<Void> order(@PathVariable String name, @PathVariable String order) {
		this.panel.order(name, order);
		return ResponseEntity.noContent().build();
	}

}
