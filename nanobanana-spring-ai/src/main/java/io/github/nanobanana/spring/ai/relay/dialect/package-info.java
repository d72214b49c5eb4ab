/**
 * One class per wire dialect: how a request is written and how an answer is read.
 */
@NullMarked
package io.github.nanobanana.spring.ai.relay.dialect;

import org.jspecify.annotations.NullMarked;
