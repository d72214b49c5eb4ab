/**
 * What is known of a stored picture, as the JSON document beside it. Nothing in here
 * knows a relay, an endpoint or Spring AI.
 */
@NullMarked
package io.github.nanobanana.spring.ai.archive;

import org.jspecify.annotations.NullMarked;
