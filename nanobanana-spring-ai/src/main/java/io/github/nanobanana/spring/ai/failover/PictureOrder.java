package io.github.nanobanana.spring.ai.failover;

import java.time.Duration;
import java.util.function.Function;

import io.github.nanobanana.spring.ai.endpoint.CallProfile;
import io.github.nanobanana.spring.ai.relay.ImageCall;

/**
 * One picture that is wanted, from whichever endpoint.
 *
 * @param <E> what the caller knows of an endpoint
 * @param id names the call on this side
 * @param profile what the call is to the choice among endpoints
 * @param plan what is asked of an endpoint; relays differ in names and sizes
 * @param timeout the time for the whole call: waiting in line and all attempts
 */
public record PictureOrder<E>(String id, CallProfile profile, Function<E, ImageCall> plan, Duration timeout) {

}
