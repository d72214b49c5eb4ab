/**
 * One application on two image providers: which of them draws is one property.
 */
@NullMarked
package io.github.nanobanana.samples.swap;

import org.jspecify.annotations.NullMarked;
