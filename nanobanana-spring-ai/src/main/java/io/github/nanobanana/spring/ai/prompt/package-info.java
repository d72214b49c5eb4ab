/**
 * Prompts written from their parts, in the order that Nano Banana's image models read
 * best. Pure text: nothing here knows of Spring AI or of relays.
 */
@NullMarked
package io.github.nanobanana.spring.ai.prompt;

import org.jspecify.annotations.NullMarked;
