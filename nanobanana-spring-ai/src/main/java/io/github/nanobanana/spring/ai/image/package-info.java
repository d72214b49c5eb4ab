/**
 * The received picture: its bytes as they arrive, what they say about themselves, and the
 * guarded download of a result URL, and the store that keeps it. Nothing in here knows a
 * relay, an endpoint or Spring AI.
 */
@NullMarked
package io.github.nanobanana.spring.ai.image;

import org.jspecify.annotations.NullMarked;
