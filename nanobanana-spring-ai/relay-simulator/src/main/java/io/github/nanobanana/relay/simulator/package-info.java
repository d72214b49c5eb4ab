/**
 * A stand-in relay: real HTTP, drawn pictures, scripted misbehaviour and a ledger of what
 * a relay would have charged.
 */
@NullMarked
package io.github.nanobanana.relay.simulator;

import org.jspecify.annotations.NullMarked;
