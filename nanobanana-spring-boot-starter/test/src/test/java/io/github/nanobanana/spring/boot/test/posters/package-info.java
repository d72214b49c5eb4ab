/**
 * An application and its tests with the simulator.
 */
@NullMarked
package io.github.nanobanana.spring.boot.test.posters;

import org.jspecify.annotations.NullMarked;
