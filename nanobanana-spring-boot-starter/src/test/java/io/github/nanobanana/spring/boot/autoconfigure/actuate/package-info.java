/**
 * Tests of the auto-configuration.
 */
@NullMarked
package io.github.nanobanana.spring.boot.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
