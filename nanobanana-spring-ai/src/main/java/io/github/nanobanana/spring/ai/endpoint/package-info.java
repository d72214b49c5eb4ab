/**
 * The choice among endpoints: values, states and the pool that leases them. Pure: no
 * HTTP, no pictures, and the time comes from outside.
 */
@NullMarked
package io.github.nanobanana.spring.ai.endpoint;

import org.jspecify.annotations.NullMarked;
