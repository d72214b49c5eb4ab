/**
 * One picture over several endpoints: lease, call, judge, and go on only where nobody can
 * pay twice.
 */
@NullMarked
package io.github.nanobanana.spring.ai.failover;

import org.jspecify.annotations.NullMarked;
