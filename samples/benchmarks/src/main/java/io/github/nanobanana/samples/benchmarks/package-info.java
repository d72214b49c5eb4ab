/**
 * What a picture costs: this client beside others and the floor, on one server, in one
 * run.
 */
@NullMarked
package io.github.nanobanana.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
