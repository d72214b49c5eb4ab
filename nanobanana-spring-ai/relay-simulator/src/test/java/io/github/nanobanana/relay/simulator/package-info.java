/**
 * Tests of the simulator: over real sockets, by official clients and by raw bytes.
 */
@NullMarked
package io.github.nanobanana.relay.simulator;

import org.jspecify.annotations.NullMarked;
