package io.github.nanobanana.relay.simulator;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builder of a {@link RelaySimulator}. Without any call it makes a relay as the gpt-best
 * family runs them: key {@code sk-test}, the usual model names, result URLs, failed calls
 * free of charge. Not thread-safe; one builder may start several relays.
 */
public final class RelaySimulatorBuilder {

	static final String DEFAULT_KEY = "sk-test";

	private static final List<String> DEFAULT_MODELS = List.of("nano-banana", "nano-banana-hd", "nano-banana-2",
			"nano-banana-2-2k", "nano-banana-2-4k", "nano-banana-pro", "nano-banana-pro-2k", "nano-banana-pro-4k",
			"nano-banana-2-lite", "nano-banana-2.1", "gemini-2.5-flash-image", "gemini-2.5-flash-image-preview",
			"gemini-3-pro-image", "gemini-3-pro-image-preview", "gemini-3.1-flash-image",
			"gemini-3.1-flash-image-preview", "gemini-3.1-flash-lite-image", "gemini-nano-banana-2.1", "gpt-image-1",
			"gpt-image-1-mini", "gpt-image-1.5", "gpt-image-2", "chatgpt-image-latest", "dall-e-2", "dall-e-3");

	private final List<Key> keys = new ArrayList<>();

	private final Map<String, Model> models = new LinkedHashMap<>();

	private int port;

	private PriceTable prices = PriceTable.defaults();

	private boolean failedCallsFree = true;

	private boolean manyPictures;

	private ChatPicture chatPicture = ChatPicture.MARKDOWN_LINK;

	private PictureFormat format = PictureFormat.PNG;

	private boolean sketches;

	private int pictureBytes;

	private Duration workTime = Duration.ZERO;

	private int taskPolls = 2;

	private boolean filenamesRequired;

	private long bodyLimit = 64L << 20;

	private Clock clock = Clock.systemUTC();

	RelaySimulatorBuilder() {
		DEFAULT_MODELS.forEach(this::model);
	}

	/**
	 * Listen on this port of the loopback address.
	 * @param port the port; zero, the default, takes a free one
	 * @return this builder
	 */
	public RelaySimulatorBuilder port(int port) {
		this.port = port;
		return this;
	}

	/**
	 * Accept an API key that may spend without limit. The first call replaces the default
	 * key {@code sk-test}.
	 * @param key the API key
	 * @return this builder
	 */
	public RelaySimulatorBuilder key(String key) {
		this.keys.add(new Key(key, null, null));
		return this;
	}

	/**
	 * Accept an API key that may pay for so many pictures.
	 * @param key the API key
	 * @param pictures the number of pictures; zero for an empty wallet
	 * @return this builder
	 */
	public RelaySimulatorBuilder key(String key, int pictures) {
		this.keys.add(new Key(key, pictures, null));
		return this;
	}

	/**
	 * Accept an API key that may spend so much money.
	 * @param key the API key
	 * @param dollars the wallet in US dollars
	 * @return this builder
	 */
	public RelaySimulatorBuilder key(String key, BigDecimal dollars) {
		this.keys.add(new Key(key, null, dollars));
		return this;
	}

	/**
	 * Serve a model whose family is guessed from its name, beside those of the defaults.
	 * @param model the model name
	 * @return this builder
	 */
	public RelaySimulatorBuilder model(String model) {
		this.models.put(model, Model.named(model));
		return this;
	}

	/**
	 * Serve a model of a certain family, for instance {@code nano-banana-2} as
	 * {@link ModelFamily#NANO_BANANA_2}, which relays of 2026 understand by that name. A
	 * suffix {@code -2k} or {@code -4k} of the name fixes the tier.
	 * @param model the model name
	 * @param family the generation behind the name
	 * @return this builder
	 */
	public RelaySimulatorBuilder model(String model, ModelFamily family) {
		this.models.put(model, Model.of(model, family));
		return this;
	}

	/**
	 * Serve these models and no others.
	 * @param models the model names
	 * @return this builder
	 */
	public RelaySimulatorBuilder onlyModels(String... models) {
		this.models.clear();
		List.of(models).forEach(this::model);
		return this;
	}

	/**
	 * Charge by this table.
	 * @param prices the prices of pictures
	 * @return this builder
	 */
	public RelaySimulatorBuilder prices(PriceTable prices) {
		this.prices = prices;
		return this;
	}

	/**
	 * Choose whether a failure of the relay's upstream is refunded.
	 * @param failedCallsFree {@code true}, the default, as gpt-best relays advertise
	 * @return this builder
	 */
	public RelaySimulatorBuilder failedCallsFree(boolean failedCallsFree) {
		this.failedCallsFree = failedCallsFree;
		return this;
	}

	/**
	 * Choose whether Gemini models deliver all {@code n} pictures.
	 * @param manyPictures {@code false}, the default, bills n pictures and delivers one,
	 * as new-api relays do
	 * @return this builder
	 */
	public RelaySimulatorBuilder deliverEveryPicture(boolean manyPictures) {
		this.manyPictures = manyPictures;
		return this;
	}

	/**
	 * Choose where chat completions carry the picture.
	 * @param chatPicture a Markdown link by default
	 * @return this builder
	 */
	public RelaySimulatorBuilder chatPicture(ChatPicture chatPicture) {
		this.chatPicture = chatPicture;
		return this;
	}

	/**
	 * Choose the file format of pictures that no request asked otherwise for.
	 * @param format PNG by default
	 * @return this builder
	 */
	public RelaySimulatorBuilder pictureFormat(PictureFormat format) {
		this.format = format;
		return this;
	}

	/**
	 * Draw every picture a quarter as wide and as high as was asked for, which costs a
	 * sixteenth of the time, for tests that make thousands.
	 * @param sketches {@code false}, the default, for exactly the right pixels
	 * @return this builder
	 */
	public RelaySimulatorBuilder sketches(boolean sketches) {
		this.sketches = sketches;
		return this;
	}

	/**
	 * Make every picture file at least this long, for benchmarks. The picture looks the
	 * same; noise fills private sections of the file.
	 * @param bytes the least length of a file, up to 128 MiB
	 * @return this builder
	 */
	public RelaySimulatorBuilder pictureBytes(int bytes) {
		if (bytes < 0 || bytes > 128 << 20) {
			throw new IllegalArgumentException("pictureBytes must lie between 0 and 128 MiB, not " + bytes);
		}
		this.pictureBytes = bytes;
		return this;
	}

	/**
	 * Let every picture take this long, between the charge and the answer.
	 * @param workTime zero by default
	 * @return this builder
	 */
	public RelaySimulatorBuilder workTime(Duration workTime) {
		this.workTime = workTime;
		return this;
	}

	/**
	 * Let a task be asked about this many times before it is done.
	 * @param polls two by default
	 * @return this builder
	 */
	public RelaySimulatorBuilder taskPolls(int polls) {
		this.taskPolls = polls;
		return this;
	}

	/**
	 * Choose whether an uploaded file must come with a file name. OpenAI and new-api take
	 * a part without one for text and refuse the request. OpenAI's client for Java sends
	 * such parts when it is given plain bytes, so the default is to take them.
	 * @param filenamesRequired {@code false} by default
	 * @return this builder
	 */
	public RelaySimulatorBuilder filenamesRequired(boolean filenamesRequired) {
		this.filenamesRequired = filenamesRequired;
		return this;
	}

	/**
	 * Refuse longer request bodies with 413.
	 * @param bytes 64 MiB by default
	 * @return this builder
	 */
	public RelaySimulatorBuilder bodyLimit(int bytes) {
		this.bodyLimit = bytes;
		return this;
	}

	/**
	 * Read the time from this clock.
	 * @param clock the system's clock by default
	 * @return this builder
	 */
	public RelaySimulatorBuilder clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Start a relay. It listens when this method returns.
	 * @return the running relay, to be closed by the caller
	 * @throws IllegalStateException if the port is taken
	 */
	public RelaySimulator start() {
		List<Key> accepted = this.keys.isEmpty() ? List.of(new Key(DEFAULT_KEY, null, null)) : List.copyOf(this.keys);
		Settings settings = new Settings(this.port, accepted, new LinkedHashMap<>(this.models), this.prices,
				this.failedCallsFree, this.manyPictures, this.chatPicture, this.format, this.sketches,
				this.pictureBytes, this.workTime, this.taskPolls, this.filenamesRequired, this.bodyLimit, this.clock);
		return new RelaySimulator(settings);
	}

	@Override
	public String toString() {
		return "RelaySimulatorBuilder[port=" + this.port + ", " + this.keys.size() + " keys, " + this.models.size()
				+ " models]";
	}

}
