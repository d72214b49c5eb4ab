/**
 * Tests of the dialects against the wire as it is documented.
 */
@NullMarked
package io.github.nanobanana.spring.ai.relay.dialect;

import org.jspecify.annotations.NullMarked;
