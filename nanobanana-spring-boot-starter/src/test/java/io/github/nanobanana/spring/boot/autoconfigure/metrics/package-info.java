/**
 * Tests of the auto-configuration.
 */
@NullMarked
package io.github.nanobanana.spring.boot.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
