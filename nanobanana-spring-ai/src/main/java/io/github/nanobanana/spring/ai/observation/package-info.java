/**
 * What can be observed: the names of observations and meters, and how they are filled.
 */
@NullMarked
package io.github.nanobanana.spring.ai.observation;

import org.jspecify.annotations.NullMarked;
