/**
 * Tests of what can be observed.
 */
@NullMarked
package io.github.nanobanana.spring.ai.observation;

import org.jspecify.annotations.NullMarked;
