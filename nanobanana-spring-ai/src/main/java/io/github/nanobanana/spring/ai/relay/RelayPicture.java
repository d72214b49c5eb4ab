package io.github.nanobanana.spring.ai.relay;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.image.Picture;

/**
 * One picture of an answer: an address, the bytes, or both.
 *
 * @param url where the relay keeps the picture for a few hours, or {@code null}
 * @param picture the bytes, or {@code null} if only an address came
 * @param revisedPrompt the prompt as the relay reworded it, or {@code null}
 */
public record RelayPicture(@Nullable URI url, @Nullable Picture picture, @Nullable String revisedPrompt) {

}
