package io.github.nanobanana.spring.ai.prompt;

import java.util.List;

/**
 * Writes phrases as sentences of one language, each closed exactly once.
 */
final class PromptWriter {

	private static final String CLOSED = ".!?…。！？";

	private static final String EXCLAIMED = "!?！？";

	private final PromptLanguage language;

	private final StringBuilder text = new StringBuilder();

	PromptWriter(PromptLanguage language) {
		this.language = language;
	}

	PromptWriter sentence(List<String> phrases) {
		if (phrases.isEmpty()) {
			return this;
		}
		separate(this.language.gap());
		for (int i = 0; i < phrases.size(); i++) {
			if (i > 0) {
				separate(endsWith(EXCLAIMED) ? this.language.gap() : this.language.comma());
			}
			this.text.append(phrases.get(i));
		}
		if (!endsWith(CLOSED)) {
			this.text.append(this.language.stop());
		}
		return this;
	}

	String text() {
		return this.text.toString();
	}

	private void separate(String separator) {
		if (!this.text.isEmpty()) {
			this.text.append(separator);
		}
	}

	private boolean endsWith(String characters) {
		return characters.indexOf(this.text.charAt(this.text.length() - 1)) >= 0;
	}

}
