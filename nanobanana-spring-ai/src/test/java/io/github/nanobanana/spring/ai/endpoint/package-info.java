/**
 * Tests of the endpoint room.
 */
package io.github.nanobanana.spring.ai.endpoint;
