/**
 * The relay simulator in Spring Boot tests.
 */
@NullMarked
package io.github.nanobanana.spring.boot.test;

import org.jspecify.annotations.NullMarked;
