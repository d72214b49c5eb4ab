package io.github.nanobanana.relay.simulator;

/** Token counts for usage reports, after the tables of the model makers. */
final class Tokens {

	static final int REFERENCE = 258;

	private Tokens() {
	}

	static int ofText(String text) {
		return Math.max(1, (text.length() + 3) / 4);
	}

	static int ofPicture(Model model, String tier) {
		return switch (model.family()) {
			case NANO_BANANA, NANO_BANANA_2_LITE -> 1290;
			case NANO_BANANA_PRO -> "4K".equals(tier) ? 2000 : 1120;
			case NANO_BANANA_2, NANO_BANANA_2_1 -> switch (tier) {
				case "512" -> 747;
				case "2K" -> 1680;
				case "4K" -> 2520;
				default -> 1120;
			};
			default -> 1056;
		};
	}

}
