/**
 * Tests of the auto-configuration.
 */
@NullMarked
package io.github.nanobanana.spring.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
