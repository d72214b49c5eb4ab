package io.github.nanobanana.samples.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page itself, in the language that the browser asks for, and the files that it is
 * made of: those of one folder, and no others.
 */
@RestController
final class PageController {

	private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

	private static final Map<String, MediaType> TYPES = Map.of("css",
			new MediaType("text", "css", StandardCharsets.UTF_8), "js",
			new MediaType("text", "javascript", StandardCharsets.UTF_8), "svg", new MediaType("image", "svg+xml"));

	private final String page;

	PageController() {
		try {
			this.page = new ClassPathResource("page/index.html").getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The page is missing", ex);
		}
	}

	@GetMapping("/")
	ResponseEntity<String> page(HttpServletRequest request) {
		String language = language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
		return ResponseEntity.ok()
			.contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
			.header(HttpHeaders.CONTENT_LANGUAGE, language)
			.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
			.cacheControl(CacheControl.noStore())
			.body(this.page.replace("lang=\"en\"", "lang=\"" + language + "\""));
	}

	private static String language(String accepted) {
		try {
			List<Locale.LanguageRange> wanted = StringUtils.hasText(accepted) ? Locale.LanguageRange.parse(accepted)
					: List.of();
			Locale best = Locale.lookup(wanted, LANGUAGES);
			return Locale.CHINESE.equals(best) ? "zh-CN" : "en";
		}
		catch (IllegalArgumentException ex) {
			return "en";
		}
	}

	@GetMapping("/page/{file:[a-z-]+\\.(?:css|js|svg)}")
	ResponseEntity<Resource> file(@PathVariable String file) {
		Resource resource = new ClassPathResource("page/" + file);
		MediaType type = TYPES.get(StringUtils.getFilenameExtension(file));
		if (type == null || !resource.exists()) {
			return ResponseEntity.notFound().build();
		}
		return ResponseEntity.ok().contentType(type).cacheControl(CacheControl.noCache()).body(resource);
	}

}
