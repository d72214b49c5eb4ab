package io.github.nanobanana.spring.ai;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageGeneration;

import io.github.nanobanana.spring.ai.relay.TokenUsage;

/**
 * One delivered version. It is one picture, but a relay that sends more is not cut short.
 *
 * @param generations the pictures
 * @param usage the tokens used, or {@code null}
 * @param notes what the caller should know about this version
 */
record DeliveredVersion(List<ImageGeneration> generations, @Nullable TokenUsage usage, List<String> notes) {

}
