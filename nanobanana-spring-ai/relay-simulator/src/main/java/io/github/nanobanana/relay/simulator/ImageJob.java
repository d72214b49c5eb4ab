package io.github.nanobanana.relay.simulator;

/**
 * A validated request for pictures: what to draw, how many are billed and how many are
 * delivered, and whether they go out as base64.
 */
record ImageJob(Model model, PictureSpec spec, int billed, int delivered, boolean base64) {

	boolean isRefused() {
		return this.spec.prompt().contains(RelaySimulator.REFUSED);
	}

}
