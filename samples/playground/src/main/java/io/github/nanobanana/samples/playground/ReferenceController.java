package io.github.nanobanana.samples.playground;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.nanobanana.spring.ai.ReferenceImage;

/**
 * Takes the pictures that go along, one a request, as the plain body.
 */
@RestController
final class ReferenceController {

	private final ReferenceShelf shelf;

	private final Previews previews;

	ReferenceController(ReferenceShelf shelf, Previews previews) {
		this.shelf = shelf;
		this.previews = previews;
	}

	@PostMapping("/api/references")
	ResponseEntity<Map<String, String>> put(HttpServletRequest request) throws IOException {
		if (request.getContentLengthLong() > ReferenceImage.MAX_BYTES) {
			return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
		}
		return ResponseEntity.status(HttpStatus.CREATED).body(Map.of("id", this.shelf.put(request.getInputStream())));
	}

	/**
	 * Where a picture is by now that went along once: given, or made here and kept.
	 * @param id its SHA-256, or the id under which it went along
	 */
	@GetMapping("/api/references/{id}")
	ResponseEntity<Found> find(@PathVariable String id) {
		if (this.shelf.find(id) != null) {
			return ResponseEntity.ok(new Found(id, false));
		}
		String kept = this.shelf.keptAs(id);
		return (kept != null) ? ResponseEntity.ok(new Found(kept, true)) : ResponseEntity.notFound().build();
	}

	@GetMapping("/api/references/{id}/content")
	ResponseEntity<Resource> content(@PathVariable String id) throws IOException {
		Resource given = this.shelf.find(id);
		return (given != null) ? ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(ReferenceShelf.mimeType(given)))
			.cacheControl(CacheControl.noCache())
			.body(given) : ResponseEntity.notFound().build();
	}

	/** A small JPEG, or the picture itself where the JDK cannot read its format. */
	@GetMapping("/api/references/{id}/preview")
	ResponseEntity<Resource> preview(@PathVariable String id) throws IOException {
		Resource given = this.shelf.find(id);
		byte[] preview = (given != null) ? this.previews.of("reference-" + id, given) : null;
		return (preview != null) ? ResponseEntity.ok()
			.contentType(MediaType.IMAGE_JPEG)
			.cacheControl(CacheControl.noCache())
			.body(new ByteArrayResource(preview)) : content(id);
	}

	/**
	 * A picture that can go along.
	 *
	 * @param id what to name it by
	 * @param kept whether it is one of the gallery
	 */
	record Found(String id, boolean kept) {

	}

}
