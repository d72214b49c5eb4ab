package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect.Spelling;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.ModelSuffix;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.Pixels;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.References;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.Tiers;

/**
 * The settings of dialects: which dialect has them and what each allows. The names of the
 * constants are those of the properties.
 */
enum DialectSetting {

	RATIO_FIELD(DialectSettingsProperties::getRatioField, Form.FIELD_OR_NONE),

	TIER_FIELD(DialectSettingsProperties::getTierField, Form.FIELD_OR_NONE),

	PIXELS(DialectSettingsProperties::getPixels, Pixels.values()),

	TIERS(DialectSettingsProperties::getTiers, Tiers.values()),

	MODEL_SUFFIX(DialectSettingsProperties::getModelSuffix, ModelSuffix.values()),

	REFERENCES(DialectSettingsProperties::getReferences, References.values()),

	REFERENCE_FIELD(DialectSettingsProperties::getReferenceField, Form.FIELD),

	FILE_PART(DialectSettingsProperties::getFilePart, Form.FIELD),

	PATH(DialectSettingsProperties::getPath, Form.PATH),

	EDIT_PATH(DialectSettingsProperties::getEditPath, Form.PATH_OR_NONE),

	TASK_PATH(DialectSettingsProperties::getTaskPath, Form.PATH_WITH_ID),

	PROMPT_FIELD(DialectSettingsProperties::getPromptField, Form.FIELD),

	COUNT(DialectSettingsProperties::getCount, Form.SWITCH),

	RESPONSE_FORMAT(DialectSettingsProperties::getResponseFormat, Form.SWITCH),

	SEED(DialectSettingsProperties::getSeed, Form.SWITCH),

	ASYNC(DialectSettingsProperties::getAsync, Form.SWITCH),

	SPELLING(DialectSettingsProperties::getSpelling, Spelling.values()),

	IMAGE_CONFIG(DialectSettingsProperties::getImageConfig, Form.SWITCH);

	/** The word with which a field or a path is left away. */
	static final String NONE = "none";

	private final Function<DialectSettingsProperties, @Nullable Object> getter;

	private final @Nullable Form form;

	private final String words;

	DialectSetting(Function<DialectSettingsProperties, @Nullable Object> getter, Form form) {
		this.getter = getter;
		this.form = form;
		this.words = form.words;
	}

	DialectSetting(Function<DialectSettingsProperties, @Nullable Object> getter, Enum<?>[] choices) {
		this.getter = getter;
		this.form = null;
		this.words = Arrays.stream(choices).map(Shown::word).collect(Collectors.joining(", "));
	}

	/**
	 * Returns the setting that this element of a property's name stands for.
	 */
	static @Nullable DialectSetting of(String element) {
		return Arrays.stream(values())
			.filter((setting) -> Allowed.uniform(setting.name()).equals(Allowed.uniform(element)))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Returns the settings that a dialect has.
	 */
	static List<DialectSetting> of(Dialect dialect) {
		return Arrays.stream(values()).filter((setting) -> setting.isOf(dialect)).toList();
	}

	/**
	 * Shows what is set.
	 */
	static List<String> shown(DialectSettingsProperties settings) {
		List<String> shown = new ArrayList<>();
		for (DialectSetting setting : values()) {
			Object value = setting.value(settings);
			if (value != null) {
				shown.add(setting.property() + "=" + Shown.word(value));
			}
		}
		return shown;
	}

	/**
	 * Returns what is set, or {@code null}; an empty text sets nothing.
	 */
	@Nullable Object value(DialectSettingsProperties settings) {
		Object value = this.getter.apply(settings);
		return (value instanceof String text) ? Shown.text(text) : value;
	}

	boolean isOf(Dialect dialect) {
		return switch (this) {
			case SPELLING -> dialect == Dialect.GEMINI;
			case IMAGE_CONFIG -> dialect == Dialect.CHAT;
			default -> dialect.isImages();
		};
	}

	boolean allows(Object value) {
		return this.form == null || this.form.pattern.matcher(value.toString()).matches();
	}

	/**
	 * Returns the name of the property, such as {@code ratio-field}.
	 */
	String property() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	String under(String prefix) {
		return Allowed.DIALECT_SETTINGS.under(prefix) + "." + property();
	}

	@Override
	public String toString() {
		return this.words;
	}

	/** What a text may look like. */
	private enum Form {

		FIELD("(?!none$)[^\\s.\\p{Cntrl}]+(\\.[^\\s.\\p{Cntrl}]+)*",
				"a field's name without spaces, as the relay writes it"),

		FIELD_OR_NONE("[^\\s.\\p{Cntrl}]+(\\.[^\\s.\\p{Cntrl}]+)*",
				"a field's name without spaces, as the relay writes it, with dots for fields within objects, or none"),

		PATH("/[\\w.~!$&'()*+,;=:@%/-]*",
				"a path with a leading slash and without '?', such as /v1/images/generations"),

		PATH_OR_NONE("none|/[\\w.~!$&'()*+,;=:@%/-]*",
				"a path with a leading slash and without '?', such as /v1/images/edits, or none"),

		PATH_WITH_ID("/[\\w.~!$&'()*+,;=:@%/-]*\\{id}[\\w.~!$&'()*+,;=:@%/-]*",
				"a path with a leading slash and {id}, such as /v1/images/tasks/{id}"),

		SWITCH("true|false", "true or false");

		private final Pattern pattern;

		private final String words;

		Form(String pattern, String words) {
			this.pattern = Pattern.compile(pattern);
			this.words = words;
		}

	}

}
