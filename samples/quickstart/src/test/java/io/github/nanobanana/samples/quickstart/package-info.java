/**
 * Tests of the quickstart, run as a person runs it.
 */
package io.github.nanobanana.samples.quickstart;
