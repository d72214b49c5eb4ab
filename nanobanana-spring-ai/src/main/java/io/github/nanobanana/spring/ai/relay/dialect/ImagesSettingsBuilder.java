package io.github.nanobanana.spring.ai.relay.dialect;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.ModelSuffix;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.Pixels;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.References;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.Tiers;

/**
 * Collects {@link ImagesSettings}; what is not set stays as it was in the settings that
 * the builder came from.
 */
public final class ImagesSettingsBuilder {

	String path = "/v1/images/generations";

	@Nullable String editPath = "/v1/images/edits";

	String taskPath = "/v1/images/tasks/{id}";

	String promptField = "prompt";

	@Nullable String ratioField = "aspect_ratio";

	@Nullable String tierField = "image_size";

	Pixels pixels = Pixels.NONE;

	Tiers tiers = Tiers.CAPITAL;

	ModelSuffix modelSuffix = ModelSuffix.NONE;

	boolean count = true;

	boolean responseFormat = true;

	boolean seed = true;

	boolean async = false;

	String filePart = "image";

	References references = References.MULTIPART;

	String referenceField = "image";

	ImagesSettingsBuilder() {
	}

	ImagesSettingsBuilder(ImagesSettings from) {
		this.path = from.path;
		this.editPath = from.editPath;
		this.taskPath = from.taskPath;
		this.promptField = from.promptField;
		this.ratioField = from.ratioField;
		this.tierField = from.tierField;
		this.pixels = from.pixels;
		this.tiers = from.tiers;
		this.modelSuffix = from.modelSuffix;
		this.count = from.count;
		this.responseFormat = from.responseFormat;
		this.seed = from.seed;
		this.async = from.async;
		this.filePart = from.filePart;
		this.references = from.references;
		this.referenceField = from.referenceField;
	}

	/**
	 * Where calls are sent.
	 * @param path the path from the base URL on
	 * @return this builder
	 */
	public ImagesSettingsBuilder path(String path) {
		this.path = path;
		return this;
	}

	/**
	 * Where multipart edits are sent, masks among them.
	 * @param editPath the path, or {@code null} if the relay has no edits
	 * @return this builder
	 */
	public ImagesSettingsBuilder editPath(@Nullable String editPath) {
		this.editPath = editPath;
		return this;
	}

	/**
	 * Where to look at a task. apimart, for one, keeps tasks under
	 * {@code /v1/tasks/{id}}.
	 * @param taskPath the path with {@code {id}} where the id of the task belongs
	 * @return this builder
	 */
	public ImagesSettingsBuilder taskPath(String taskPath) {
		this.taskPath = taskPath;
		return this;
	}

	/**
	 * The field of the prompt.
	 * @param promptField the name
	 * @return this builder
	 */
	public ImagesSettingsBuilder promptField(String promptField) {
		this.promptField = promptField;
		return this;
	}

	/**
	 * The field of the ratio: {@code aspect_ratio}, {@code aspectRatio}, {@code ratio} or
	 * {@code size}.
	 * @param ratioField the name, or {@code null} to send no ratio
	 * @return this builder
	 */
	public ImagesSettingsBuilder ratioField(@Nullable String ratioField) {
		this.ratioField = ratioField;
		return this;
	}

	/**
	 * The field of the tier: {@code image_size}, {@code imageSize}, {@code resolution},
	 * {@code quality} or {@code size}.
	 * @param tierField the name, or {@code null} to send no tier
	 * @return this builder
	 */
	public ImagesSettingsBuilder tierField(@Nullable String tierField) {
		this.tierField = tierField;
		return this;
	}

	/**
	 * Whether the ratio is told in pixels.
	 * @param pixels how; {@code NONE} by default
	 * @return this builder
	 */
	public ImagesSettingsBuilder pixels(Pixels pixels) {
		this.pixels = pixels;
		return this;
	}

	/**
	 * How tiers are written.
	 * @param tiers the spelling; {@code CAPITAL} by default
	 * @return this builder
	 */
	public ImagesSettingsBuilder tiers(Tiers tiers) {
		this.tiers = tiers;
		return this;
	}

	/**
	 * Whether the tier stands at the end of the model name, in place of a field.
	 * @param modelSuffix where; {@code NONE} by default
	 * @return this builder
	 */
	public ImagesSettingsBuilder modelSuffix(ModelSuffix modelSuffix) {
		this.modelSuffix = modelSuffix;
		return this;
	}

	/**
	 * Whether {@code n}, which is always 1, is sent.
	 * @param count false for relays that have no such field
	 * @return this builder
	 */
	public ImagesSettingsBuilder count(boolean count) {
		this.count = count;
		return this;
	}

	/**
	 * Whether {@code response_format} is sent when the caller sets it.
	 * @param responseFormat false for relays that refuse it
	 * @return this builder
	 */
	public ImagesSettingsBuilder responseFormat(boolean responseFormat) {
		this.responseFormat = responseFormat;
		return this;
	}

	/**
	 * Whether {@code seed} is sent when the caller sets it.
	 * @param seed false for relays that drop or refuse it
	 * @return this builder
	 */
	public ImagesSettingsBuilder seed(boolean seed) {
		this.seed = seed;
		return this;
	}

	/**
	 * Whether calls are submitted as tasks with {@code ?async=true}, as gpt-best takes
	 * them.
	 * @param async true to submit tasks
	 * @return this builder
	 */
	public ImagesSettingsBuilder async(boolean async) {
		this.async = async;
		return this;
	}

	/**
	 * The part name of a picture in a multipart edit: {@code image} or {@code image[]};
	 * new-api reads only one of the two.
	 * @param filePart the part name
	 * @return this builder
	 */
	public ImagesSettingsBuilder filePart(String filePart) {
		this.filePart = filePart;
		return this;
	}

	/**
	 * How reference pictures are sent.
	 * @param references the form; {@code MULTIPART} by default
	 * @param field the JSON field that holds their list: {@code image}, {@code images},
	 * {@code image_urls}, {@code image_input} or {@code urls}
	 * @return this builder
	 */
	public ImagesSettingsBuilder references(References references, String field) {
		this.references = references;
		this.referenceField = field;
		return this;
	}

	/**
	 * Makes the settings.
	 * @return the settings
	 * @throws IllegalArgumentException if two things would go into one field, or a task
	 * could not be found again
	 */
	public ImagesSettings build() {
		boolean shared = this.ratioField != null && this.ratioField.equals(this.tierField);
		if (shared && this.modelSuffix == ModelSuffix.NONE && this.pixels != Pixels.TEXT) {
			throw new IllegalArgumentException(
					"Ratio and tier cannot both go into '%s': choose another field for one ".formatted(this.ratioField)
							+ "of them, or tell the ratio in pixels.");
		}
		if (this.pixels == Pixels.TEXT && this.ratioField == null) {
			throw new IllegalArgumentException("Pixels go into the field of the ratio: set ratioField, or choose "
					+ Pixels.WIDTH_AND_HEIGHT.name().toLowerCase(Locale.ROOT) + ".");
		}
		if (!this.taskPath.contains("{id}")) {
			throw new IllegalArgumentException(
					"The path of tasks, '%s', has no place for the id: write {id} there.".formatted(this.taskPath));
		}
		return new ImagesSettings(this);
	}

}
