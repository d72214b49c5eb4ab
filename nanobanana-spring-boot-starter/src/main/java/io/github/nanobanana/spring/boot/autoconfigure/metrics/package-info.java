/**
 * Meters of the relay endpoints.
 */
@NullMarked
package io.github.nanobanana.spring.boot.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
