/**
 * Spring AI's {@code ImageModel} over the Nano Banana relays: the model, its options and
 * what it says about the pictures it delivers.
 */
@NullMarked
package io.github.nanobanana.spring.ai;

import org.jspecify.annotations.NullMarked;
