/**
 * Tests of what shows only in the finished build: new applications made of the README,
 * byte code, and the output of all tests.
 */
@NullMarked
package io.github.nanobanana.checks;

import org.jspecify.annotations.NullMarked;
