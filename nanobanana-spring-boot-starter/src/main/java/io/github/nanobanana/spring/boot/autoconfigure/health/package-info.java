/**
 * Health of the relay endpoints.
 */
@NullMarked
package io.github.nanobanana.spring.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
