package io.github.nanobanana.spring.ai;

/**
 * How a delivered picture is fitted to exactly the pixels that were asked for. Models
 * draw a fixed table of sizes, so others can only be had by fitting.
 */
public enum ExactSize {

	/** Scaled to cover the asked size; what stands over is cut off evenly. */
	CROP,

	/** Scaled to lie within the asked size; what is missing is filled up evenly. */
	PAD

}
