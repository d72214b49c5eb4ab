package io.github.nanobanana.relay.simulator;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Takes jobs of every dialect: settles form and price, books the charge, draws. */
final class Studio {

	private final Relay relay;

	Studio(Relay relay) {
		this.relay = relay;
	}

	Relay relay() {
		return this.relay;
	}

	/** Begin the work: from here on the key pays. */
	Work begin(Exchange exchange, Key key, ImageJob job, Function<@Nullable AnswerShape, Answer> answer) {
		return Work.charged(charge(exchange, key, job), this.relay.settings().workTime(), answer);
	}

	Ledger.Ticket charge(Exchange exchange, Key key, ImageJob job) {
		BigDecimal price = this.relay.settings().prices().priceOf(job.model(), job.spec().tier());
		return this.relay.ledger().open(exchange, key, job.model(), job.billed(), price);
	}

	void screen(String prompt) {
		if (prompt.contains(RelaySimulator.BLOCKED)) {
			throw RelayError.blocked();
		}
		if (prompt.contains(RelaySimulator.SENSITIVE)) {
			throw RelayError.sensitive();
		}
	}

	byte[] draw(PictureSpec spec) {
		return this.relay.pictures().draw(spec);
	}

	String base64(PictureSpec spec) {
		return Base64.getEncoder().encodeToString(draw(spec));
	}

	String url(Exchange exchange, PictureSpec spec) {
		return exchange.origin() + FilesRoute.PREFIX + this.relay.pictures().put(spec);
	}

	String dataUri(PictureSpec spec) {
		return "data:" + spec.format().mediaType() + ";base64," + base64(spec);
	}

	/**
	 * The picture of a Gemini model. Without a ratio it follows the last reference, as
	 * Google's models do, else it is square.
	 */
	PictureSpec gemini(Model model, String prompt, @Nullable String ratio, @Nullable String tier, @Nullable Long seed,
			List<Upload> references, boolean mask) {
		ModelFamily family = model.family();
		String shape = (ratio != null) ? ratio : ratioOf(references, family);
		if (!family.ratios().contains(shape)) {
			throw RelayError.bad("aspect_ratio",
					"Invalid value: '" + shape + "'. Supported values are: " + family.ratios() + ".");
		}
		String step = (model.fixedTier() != null) ? model.fixedTier() : tier(family, tier);
		Pixels pixels = Pixels.of(family, shape, step);
		if (references.size() > family.maxReferences()) {
			throw RelayError.bad("image", "Too many images: " + model.id() + " takes " + family.maxReferences());
		}
		return spec(model, prompt, shape, step, pixels, seed, references.size(), mask);
	}

	PictureSpec spec(Model model, String prompt, String ratio, String tier, Pixels pixels, @Nullable Long seed,
			int references, boolean mask) {
		String kind = (references > 0) ? "edit" : "generate";
		return new PictureSpec(prompt, model.id(), ratio, tier, pixels, seed, kind, references, mask, 0,
				this.relay.settings().format(), this.relay.settings().pictureBytes());
	}

	void requirePictures(List<Upload> references) {
		for (Upload reference : references) {
			boolean elsewhere = reference.bytes().length == 0 && reference.filename() != null
					&& reference.filename().startsWith("http");
			if (!elsewhere && !reference.isPicture()) {
				throw RelayError.bad("invalid_image_file", reference.name(),
						"Invalid image file or mode for '" + reference.name() + "': not a PNG, JPEG, WebP or HEIC.");
			}
		}
	}

	private static String ratioOf(List<Upload> references, ModelFamily family) {
		Pixels last = references.isEmpty() ? null : references.get(references.size() - 1).pixels();
		return (last != null) ? last.nearestRatio(family.ratios()) : "1:1";
	}

	/** The first generation has one tier; relays ignore what is asked of it. */
	private static String tier(ModelFamily family, @Nullable String wanted) {
		if (wanted == null || wanted.isBlank() || family.tiers().size() == 1) {
			return "1K";
		}
		String tier = wanted.trim().toUpperCase(Locale.ROOT);
		tier = ("0.5K".equals(tier) || "512PX".equals(tier)) ? "512" : tier;
		if (!family.tiers().contains(tier)) {
			throw RelayError.bad("image_size",
					"Invalid value: '" + wanted + "'. Supported values are: " + family.tiers() + ".");
		}
		return tier;
	}

	@Override
	public String toString() {
		return "Studio[" + this.relay + "]";
	}

}
