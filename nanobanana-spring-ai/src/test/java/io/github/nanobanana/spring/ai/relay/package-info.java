/**
 * Tests of the relay room.
 */
package io.github.nanobanana.spring.ai.relay;
