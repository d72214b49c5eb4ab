package io.github.nanobanana.relay.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Everything that a drawn picture depends on: the same specification gives the same
 * bytes.
 */
record PictureSpec(String prompt, String model, String ratio, String tier, Pixels pixels, @Nullable Long seed,
		String kind, int references, boolean mask, int index, PictureFormat format, int leastBytes) {

	/** The line under the prompt. */
	String caption() {
		StringBuilder caption = new StringBuilder(this.model).append("  /  ").append(this.ratio);
		if (!this.tier.isEmpty()) {
			caption.append("  /  ").append(this.tier);
		}
		caption.append("  /  ").append(this.pixels);
		if (this.seed != null) {
			caption.append("  /  seed ").append(this.seed);
		}
		return caption.toString();
	}

	/** What was done: a picture from nothing, or from references. */
	String deed() {
		StringBuilder deed = new StringBuilder(this.kind);
		if (this.references > 0) {
			deed.append(" from ").append(this.references).append((this.references == 1) ? " image" : " images");
		}
		if (this.mask) {
			deed.append(" with mask");
		}
		return (this.index > 0) ? deed.append("  #").append(this.index + 1).toString() : deed.toString();
	}

	long hash() {
		long hash = 0xcbf29ce484222325L;
		String text = this.prompt + '\n' + this.model + '\n' + this.seed + '\n' + this.index + '\n' + this.kind;
		for (int i = 0; i < text.length(); i++) {
			hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
		}
		return hash;
	}

	/** The same picture, a quarter as wide and as high. */
	PictureSpec sketch() {
		Pixels small = new Pixels(Math.max(1, this.pixels.width() / 4), Math.max(1, this.pixels.height() / 4));
		return new PictureSpec(this.prompt, this.model, this.ratio, this.tier, small, this.seed, this.kind,
				this.references, this.mask, this.index, this.format, this.leastBytes);
	}

	PictureSpec numbered(int number) {
		return new PictureSpec(this.prompt, this.model, this.ratio, this.tier, this.pixels, this.seed, this.kind,
				this.references, this.mask, number, this.format, this.leastBytes);
	}

}
