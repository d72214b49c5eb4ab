/**
 * Tests of the clients that are compared and of the arithmetic of the report.
 */
@NullMarked
package io.github.nanobanana.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
