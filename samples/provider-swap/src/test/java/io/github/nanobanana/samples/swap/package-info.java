/**
 * Tests of the swap, run as a person runs it.
 */
package io.github.nanobanana.samples.swap;
