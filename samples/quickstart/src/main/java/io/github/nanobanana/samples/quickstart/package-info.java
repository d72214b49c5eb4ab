/**
 * The smallest application on the starter: a prompt in, a picture file out.
 */
@NullMarked
package io.github.nanobanana.samples.quickstart;

import org.jspecify.annotations.NullMarked;
