package io.github.nanobanana.spring.ai.relay.dialect;

import java.util.Locale;
import java.util.stream.Collectors;

import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayPicture;

/**
 * What an answer holds in one line: addresses as they are, pictures by their format.
 */
public final class AnswerText {

	private AnswerText() {
	}

	public static String of(RelayAnswer answer) {
		return answer.pictures().stream().map(AnswerText::of).collect(Collectors.joining(" "));
	}

	private static String of(RelayPicture picture) {
		Picture bytes = picture.picture();
		if (bytes == null) {
			return String.valueOf(picture.url());
		}
		String format = bytes.format().name().toLowerCase(Locale.ROOT) + "/" + bytes.size();
		return (picture.url() != null) ? picture.url() + "+" + format : format;
	}

}
