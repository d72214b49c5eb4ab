/**
 * Tests of prompts written from their parts: what exactly the model will read.
 */
package io.github.nanobanana.spring.ai.prompt;
