package io.github.nanobanana.spring.boot.autoconfigure;

import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;

/**
 * A bean that changes the builder of the image model after the properties were applied.
 * Several are called in their order, the last one having the last word.
 */
@FunctionalInterface
public interface NanoBananaImageModelBuilderCustomizer {

	/**
	 * Changes the builder.
	 * @param builder the builder, with everything set that the configuration says
	 */
	void customize(NanoBananaImageModelBuilder builder);

}
