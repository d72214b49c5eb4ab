package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.PropertyMapper;

import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.dialect.ChatDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GptBestDialect;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.References;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettingsBuilder;
import io.github.nanobanana.spring.ai.relay.dialect.OpenAiDialect;

/**
 * Makes the dialect of an endpoint of its properties and notes what is wrong with them.
 */
final class DialectPropertyMapper {

	private static final String DEFAULT_REFERENCE_FIELD = "image";

	private final String prefix;

	private final Dialect dialect;

	private final DialectSettingsProperties settings;

	/**
	 * Looks at the dialect of one endpoint.
	 * @param prefix the name that its properties begin with
	 * @param endpoint its properties
	 */
	DialectPropertyMapper(String prefix, NanoBananaEndpointProperties endpoint) {
		this.prefix = prefix;
		this.dialect = Objects.requireNonNullElse(endpoint.getDialect(), Dialect.GPT_BEST);
		this.settings = endpoint.getDialectSettings();
	}

	void check(ConfigurationProblems problems) {
		boolean unknown = problems.isNoted(Allowed.DIALECT.under(this.prefix));
		boolean allowed = true;
		for (DialectSetting setting : DialectSetting.values()) {
			ConfigurationProblem problem = problem(setting, unknown);
			if (problem != null) {
				problems.add(problem);
				allowed = false;
			}
		}
		if (allowed && this.dialect.isImages()) {
			checkTogether(problems);
		}
	}

	private @Nullable ConfigurationProblem problem(DialectSetting setting, boolean unknownDialect) {
		Object value = setting.value(this.settings);
		if (value == null) {
			return null;
		}
		if (!unknownDialect && !setting.isOf(this.dialect)) {
			return new ConfigurationProblem(setting.under(this.prefix), Shown.value(Shown.word(value)),
					"the dialect " + this.dialect.property() + " has no such setting",
					"of this dialect: " + DialectSetting.of(this.dialect)
						.stream()
						.map(DialectSetting::property)
						.collect(Collectors.joining(", ")));
		}
		String property = setting.under(this.prefix);
		ConfigurationProblem placeholder = ConfigurationProblem.placeholder(property, value, setting);
		if (placeholder != null) {
			return placeholder;
		}
		return setting.allows(value) ? null
				: new ConfigurationProblem(property, Shown.value(value), null, setting.toString());
	}

	/** What the library refuses is noted at the first setting that can be the cause. */
	private void checkTogether(ConfigurationProblems problems) {
		for (DialectSetting setting : List.of(DialectSetting.PIXELS, DialectSetting.RATIO_FIELD,
				DialectSetting.TIER_FIELD)) {
			Object value = setting.value(this.settings);
			if (value != null) {
				problems.attempt(setting.under(this.prefix), Shown.value(Shown.word(value)), setting, this::dialect);
				return;
			}
		}
	}

	/**
	 * Returns the dialect, with what is set in place of its own defaults.
	 * @throws IllegalArgumentException if two settings do not go together
	 */
	RelayDialect dialect() {
		return switch (this.dialect) {
			case GPT_BEST -> new GptBestDialect(images(ImagesSettings.gptBest()));
			case OPENAI -> new OpenAiDialect(images(ImagesSettings.openAi()));
			case GEMINI -> new GeminiDialect(
					Objects.requireNonNullElse(this.settings.getSpelling(), GeminiDialect.Spelling.CAMEL_CASE));
			case CHAT -> new ChatDialect(Boolean.TRUE.equals(this.settings.getImageConfig()));
		};
	}

	private ImagesSettings images(ImagesSettings defaults) {
		ImagesSettingsBuilder builder = defaults.mutate();
		PropertyMapper map = PropertyMapper.get();
		map.from(this.settings::getRatioField).whenHasText().to((field) -> builder.ratioField(unlessNone(field)));
		map.from(this.settings::getTierField).whenHasText().to((field) -> builder.tierField(unlessNone(field)));
		map.from(this.settings::getPixels).to(builder::pixels);
		map.from(this.settings::getTiers).to(builder::tiers);
		map.from(this.settings::getModelSuffix).to(builder::modelSuffix);
		map.from(this.settings::getFilePart).whenHasText().to(builder::filePart);
		map.from(this.settings::getPath).whenHasText().to(builder::path);
		map.from(this.settings::getEditPath).whenHasText().to((path) -> builder.editPath(unlessNone(path)));
		map.from(this.settings::getTaskPath).whenHasText().to(builder::taskPath);
		map.from(this.settings::getPromptField).whenHasText().to(builder::promptField);
		map.from(this.settings::getCount).to(builder::count);
		map.from(this.settings::getResponseFormat).to(builder::responseFormat);
		map.from(this.settings::getSeed).to(builder::seed);
		map.from(this.settings::getAsync).to(builder::async);
		String field = Shown.text(this.settings.getReferenceField());
		return builder
			.references(Objects.requireNonNullElse(this.settings.getReferences(), References.MULTIPART),
					Objects.requireNonNullElse(field, DEFAULT_REFERENCE_FIELD))
			.build();
	}

	private static @Nullable String unlessNone(String text) {
		return text.equals(DialectSetting.NONE) ? null : text;
	}

	@Override
	public String toString() {
		return this.prefix + ": " + this.dialect.property() + DialectSetting.shown(this.settings);
	}

}
