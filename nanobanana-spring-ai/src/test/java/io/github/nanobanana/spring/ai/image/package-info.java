/**
 * Tests of the received picture, on bytes and sockets of this machine only.
 */
package io.github.nanobanana.spring.ai.image;
