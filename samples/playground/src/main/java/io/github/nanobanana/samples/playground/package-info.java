/**
 * A page to try, choose and keep pictures: an application on the starter that uses the
 * image model, the archive and their public types, and nothing below them.
 */
@NullMarked
package io.github.nanobanana.samples.playground;

import org.jspecify.annotations.NullMarked;
