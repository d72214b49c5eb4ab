/**
 * The actuator endpoint that shows the relay endpoints and takes them in and out of
 * service.
 */
@NullMarked
package io.github.nanobanana.spring.boot.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
