/**
 * Tests of the failover room.
 */
package io.github.nanobanana.spring.ai.failover;
