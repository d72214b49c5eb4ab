package io.github.nanobanana.spring.ai.image;

/**
 * What a download accepts.
 *
 * @param maxBytes the most bytes of a picture
 * @param maxPixels the most pixels of a picture whose header states them
 * @param maxRedirects the most redirects that one attempt follows
 * @param allowHttp whether plain http is accepted from any host
 */
record PictureDownloadRules(long maxBytes, long maxPixels, int maxRedirects, boolean allowHttp) {

}
