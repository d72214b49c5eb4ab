/**
 * Tests of the image model's face: options, ratios, tiers and what is made of them.
 */
package io.github.nanobanana.spring.ai;
