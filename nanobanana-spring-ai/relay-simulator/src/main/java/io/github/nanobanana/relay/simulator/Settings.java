package io.github.nanobanana.relay.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Everything that the builder decided. Immutable. */
record Settings(int port, List<Key> keys, Map<String, Model> models, PriceTable prices, boolean failedCallsFree,
		boolean manyPictures, ChatPicture chatPicture, PictureFormat format, boolean sketches, int pictureBytes,
		Duration workTime, int taskPolls, boolean filenamesRequired, long bodyLimit, Clock clock) {

	@Nullable Key key(@Nullable String value) {
		return this.keys.stream().filter((key) -> key.value().equals(value)).findFirst().orElse(null);
	}

}
