/**
 * One call to one endpoint: the exchange over HTTP, the reading of the answer while it
 * arrives, and the judgement of every way in which it can fail.
 */
@NullMarked
package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.NullMarked;
