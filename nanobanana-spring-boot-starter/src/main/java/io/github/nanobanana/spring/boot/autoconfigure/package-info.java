/**
 * Spring Boot's auto-configuration of the Nano Banana image model: its properties, the
 * conditions under which it is there, and what it says when the configuration is wrong.
 */
@NullMarked
package io.github.nanobanana.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
