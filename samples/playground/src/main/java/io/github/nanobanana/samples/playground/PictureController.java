package io.github.nanobanana.samples.playground;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.github.nanobanana.samples.playground.Gallery.Content;

/**
 * The gallery. A picture is named by its id, which is looked up and never becomes part of
 * a path; what is sent has the type that was seen in its bytes, and only a type of
 * pictures is shown in place.
 */
@RestController
final class PictureController {

	private static final int MOST_LISTED = 100;

	private static final Map<String, String> EXTENSIONS = Map.of("image/png", "png", "image/jpeg", "jpg", "image/webp",
			"webp", "image/gif", "gif", "image/avif", "avif", "image/heic", "heic");

	private static final CacheControl A_WHILE = CacheControl.maxAge(Duration.ofHours(1)).cachePrivate();

	private final Gallery gallery;

	private final Previews previews;

	private final LiveFeed feed;

	private final Runs runs;

	PictureController(Gallery gallery, Previews previews, LiveFeed feed, Runs runs) {
		this.gallery = gallery;
		this.previews = previews;
		this.feed = feed;
		this.runs = runs;
	}

	@GetMapping("/api/pictures")
	List<PictureView> list(@RequestParam(defaultValue = "0") int offset, @RequestParam(defaultValue = "24") int limit) {
		return this.gallery.list(Math.max(0, offset), Math.max(0, Math.min(limit, MOST_LISTED)));
	}

	@GetMapping("/api/pictures/{id}")
	ResponseEntity<PictureView> find(@PathVariable String id) {
		Content content = this.gallery.content(id);
		return (content != null) ? ResponseEntity.ok(content.view()) : ResponseEntity.notFound().build();
	}

	@GetMapping("/api/pictures/{id}/content")
	ResponseEntity<Resource> content(@PathVariable String id, @RequestParam(defaultValue = "false") boolean download) {
		Content content = this.gallery.content(id);
		if (content == null) {
			return ResponseEntity.notFound().build();
		}
		String type = content.view().mimeType();
		boolean shown = EXTENSIONS.containsKey(type) && !download;
		String file = content.view().id() + "." + EXTENSIONS.getOrDefault(type, "bin");
		return ResponseEntity.ok()
			.contentType(
					EXTENSIONS.containsKey(type) ? MediaType.parseMediaType(type) : MediaType.APPLICATION_OCTET_STREAM)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					(shown ? ContentDisposition.inline() : ContentDisposition.attachment()).filename(file)
						.build()
						.toString())
			.cacheControl(A_WHILE)
			.body(content.bytes());
	}

	@GetMapping("/api/pictures/{id}/preview")
	ResponseEntity<Resource> preview(@PathVariable String id) {
		Content content = this.gallery.content(id);
		if (content == null) {
			return ResponseEntity.notFound().build();
		}
		byte[] preview = this.previews.of(id, content.bytes());
		return (preview != null) ? ResponseEntity.ok()
			.contentType(MediaType.IMAGE_JPEG)
			.cacheControl(A_WHILE)
			.body(new ByteArrayResource(preview)) : content(id, false);
	}

	@DeleteMapping("/api/pictures/{id}")
	ResponseEntity<Void> delete(@PathVariable String id) {
		if (!this.gallery.delete(id)) {
			return ResponseEntity.notFound().build();
		}
		this.runs.pictureDeleted(id);
		this.feed.tell("deleted", id);
		return ResponseEntity.noContent().build();
	}

}
