package io.github.nanobanana.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect.Spelling;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.ModelSuffix;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.Pixels;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.References;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.Tiers;

/**
 * Properties of what one relay names or wants otherwise than its dialect does. What is
 * not set stays as the dialect has it. Names of fields are sent as they are written here;
 * a name with a dot in it goes into an object.
 */
public class DialectSettingsProperties {

	/**
	 * Field of the ratio, or 'none' to send no ratio. The dialect openai begins with
	 * 'size'.
	 */
	private @Nullable String ratioField;

	/**
	 * Field of the tier, or 'none' to send no tier. The dialect openai begins with
	 * 'quality'.
	 */
	private @Nullable String tierField;

	/**
	 * Whether the ratio is told in pixels: as a text in its field, or as numbers in
	 * 'width' and 'height'.
	 */
	private @Nullable Pixels pixels;

	/**
	 * Spelling of the tiers.
	 */
	private @Nullable Tiers tiers;

	/**
	 * Whether the tier stands at the end of the model name, in place of a field.
	 */
	private @Nullable ModelSuffix modelSuffix;

	/**
	 * Form in which reference pictures are sent.
	 */
	private @Nullable References references;

	/**
	 * Field of the list of reference pictures in JSON.
	 */
	private @Nullable String referenceField;

	/**
	 * Part name of a picture in a multipart edit. The dialect openai begins with
	 * 'image[]'.
	 */
	private @Nullable String filePart;

	/**
	 * Path from the base URL on to which pictures are asked for.
	 */
	private @Nullable String path;

	/**
	 * Path of multipart edits, or 'none' if the relay has no edits.
	 */
	private @Nullable String editPath;

	/**
	 * Path of a task, with '{id}' where its id belongs.
	 */
	private @Nullable String taskPath;

	/**
	 * Field of the prompt.
	 */
	private @Nullable String promptField;

	/**
	 * Whether the count, which is always 1, is sent.
	 */
	private @Nullable Boolean count;

	/**
	 * Whether the form of the answer is sent when it is set.
	 */
	private @Nullable Boolean responseFormat;

	/**
	 * Whether a seed is sent when it is set. The dialect openai begins with 'false'.
	 */
	private @Nullable Boolean seed;

	/**
	 * Whether pictures are asked for as tasks with '?async=true' and waited for.
	 */
	private @Nullable Boolean async;

	/**
	 * Spelling of the field names. Only of the dialect gemini.
	 */
	private @Nullable Spelling spelling;

	/**
	 * Whether ratio and tier go into 'image_config' in place of words in the prompt. Only
	 * of the dialect chat.
	 */
	private @Nullable Boolean imageConfig;

	public @Nullable String getRatioField() {
		return this.ratioField;
	}

	public void setRatioField(@Nullable String ratioField) {
		this.ratioField = ratioField;
	}

	public @Nullable String getTierField() {
		return this.tierField;
	}

	public void setTierField(@Nullable String tierField) {
		this.tierField = tierField;
	}

	public @Nullable Pixels getPixels() {
		return this.pixels;
	}

	public void setPixels(@Nullable Pixels pixels) {
		this.pixels = pixels;
	}

	public @Nullable Tiers getTiers() {
		return this.tiers;
	}

	public void setTiers(@Nullable Tiers tiers) {
		this.tiers = tiers;
	}

	public @Nullable ModelSuffix getModelSuffix() {
		return this.modelSuffix;
	}

	public void setModelSuffix(@Nullable ModelSuffix modelSuffix) {
		this.modelSuffix = modelSuffix;
	}

	public @Nullable References getReferences() {
		return this.references;
	}

	public void setReferences(@Nullable References references) {
		this.references = references;
	}

	public @Nullable String getReferenceField() {
		return this.referenceField;
	}

	public void setReferenceField(@Nullable String referenceField) {
		this.referenceField = referenceField;
	}

	public @Nullable String getFilePart() {
		return this.filePart;
	}

	public void setFilePart(@Nullable String filePart) {
		this.filePart = filePart;
	}

	public @Nullable String getPath() {
		return this.path;
	}

	public void setPath(@Nullable String path) {
		this.path = path;
	}

	public @Nullable String getEditPath() {
		return this.editPath;
	}

	public void setEditPath(@Nullable String editPath) {
		this.editPath = editPath;
	}

	public @Nullable String getTaskPath() {
		return this.taskPath;
	}

	public void setTaskPath(@Nullable String taskPath) {
		this.taskPath = taskPath;
	}

	public @Nullable String getPromptField() {
		return this.promptField;
	}

	public void setPromptField(@Nullable String promptField) {
		this.promptField = promptField;
	}

	public @Nullable Boolean getCount() {
		return this.count;
	}

	public void setCount(@Nullable Boolean count) {
		this.count = count;
	}

	public @Nullable Boolean getResponseFormat() {
		return this.responseFormat;
	}

	public void setResponseFormat(@Nullable Boolean responseFormat) {
		this.responseFormat = responseFormat;
	}

	public @Nullable Boolean getSeed() {
		return this.seed;
	}

	public void setSeed(@Nullable Boolean seed) {
		this.seed = seed;
	}

	public @Nullable Boolean getAsync() {
		return this.async;
	}

	public void setAsync(@Nullable Boolean async) {
		this.async = async;
	}

	public @Nullable Spelling getSpelling() {
		return this.spelling;
	}

	public void setSpelling(@Nullable Spelling spelling) {
		this.spelling = spelling;
	}

	public @Nullable Boolean getImageConfig() {
		return this.imageConfig;
	}

	public void setImageConfig(@Nullable Boolean imageConfig) {
		this.imageConfig = imageConfig;
	}

	@Override
	public String toString() {
		return getClass().getSimpleName() + DialectSetting.shown(this);
	}

}
