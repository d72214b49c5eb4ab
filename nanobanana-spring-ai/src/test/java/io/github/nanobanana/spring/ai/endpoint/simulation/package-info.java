/**
 * The choice among endpoints in virtual time, beside the choices of others: scenarios,
 * loads, measures and the report that is checked in.
 */
@NullMarked
package io.github.nanobanana.spring.ai.endpoint.simulation;

import org.jspecify.annotations.NullMarked;
