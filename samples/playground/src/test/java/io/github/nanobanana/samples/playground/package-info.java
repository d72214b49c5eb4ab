/**
 * Tests of the page over HTTP and in a real browser.
 */
@NullMarked
package io.github.nanobanana.samples.playground;

import org.jspecify.annotations.NullMarked;
