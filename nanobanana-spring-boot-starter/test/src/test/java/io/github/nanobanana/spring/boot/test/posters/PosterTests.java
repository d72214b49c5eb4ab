package io.github.nanobanana.spring.boot.test.posters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.boot.test.AutoConfigureRelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The test that the README shows.
 */
@SpringBootTest
@AutoConfigureRelaySimulator
class PosterTests {

	@Test
	void posterIsPaidForOnce(@Autowired Posters posters, @Autowired RelaySimulator relay) {
		posters.draw("a lighthouse in a storm");
		assertThat(relay.ledger().charges()).isEqualTo(1);
	}

	@Test
	void readmeShowsThisClass() throws IOException {
		Matcher shown = Pattern.compile("```java\n(@SpringBootTest\n.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(Path.of("..", "..", "README.md")));
		assertThat(shown.find()).isTrue();
		String source = Files
			.readString(Path.of("src/test/java", PosterTests.class.getName().replace('.', '/') + ".java"));
		assertThat(source.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList())
			.containsSubsequence(shown.group(1).lines().map(String::strip).filter((line) -> !line.isEmpty()).toList());
		assertThat(shown.group(1).lines().count()).isLessThanOrEqualTo(10);
	}

}
