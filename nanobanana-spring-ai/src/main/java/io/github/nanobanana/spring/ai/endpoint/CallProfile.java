package io.github.nanobanana.spring.ai.endpoint;

/**
 * What a call is, as far as the choice among endpoints cares: calls of one profile take
 * about the same time at an endpoint that is well.
 *
 * @param model the model's name as the application asked for it
 * @param sizeClass the tier or size of the picture, empty where none is asked for
 */
public record CallProfile(String model, String sizeClass) {

}
