package io.github.nanobanana.spring.ai.image;

import java.time.Duration;

/**
 * What a download accepts and how long it is tried.
 *
 * @param maxBytes the most bytes of a picture
 * @param maxPixels the most pixels of a picture whose header states them
 * @param maxRedirects the most redirects that one attempt follows
 * @param allowHttp whether plain http is accepted from any host
 * @param attempts how often the picture is asked for
 * @param timeout how long all attempts may take together
 */
record PictureDownloadRules(long maxBytes, long maxPixels, int maxRedirects, boolean allowHttp, int attempts,
		Duration timeout) {

}
