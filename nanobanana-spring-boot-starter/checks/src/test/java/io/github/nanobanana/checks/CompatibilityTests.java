package io.github.nanobanana.checks;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.image.ImageModel;
import org.springframework.boot.SpringBootVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of versions in the README says what the build is made of.
 */
class CompatibilityTests {

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "README.zh-CN.md" })
	void tableNamesTheVersionsOfTheBuildFirst(String file) {
		assertThat(firstVersion(file, "Java")).isEqualTo(Project.property("java.version"));
		assertThat(firstVersion(file, "Spring Boot")).isEqualTo(Project.property("spring-boot.version"));
		assertThat(firstVersion(file, "Spring AI")).isEqualTo(Project.property("spring-ai.version"));
	}

	@Test
	void buildIsMadeOfTheVersionsOfThePom() {
		assertThat(SpringBootVersion.getVersion()).isEqualTo(Project.property("spring-boot.version"));
		assertThat(ImageModel.class.getProtectionDomain().getCodeSource().getLocation().getPath())
			.endsWith("/spring-ai-model-" + Project.property("spring-ai.version") + ".jar");
	}

	@Test
	void floorOfJavaIsTheOneThatIsPromised() {
		assertThat(Project.first(Pattern.compile("JDK \\((\\d+) or later\\)"), Project.text("README.md")))
			.isEqualTo(Project.property("java.version"));
		assertThat(Project.first(Pattern.compile("<requireJavaVersion>\\s*<version>\\[(\\d+),\\)"),
				Project.text("pom.xml")))
			.isEqualTo(Project.property("java.version"));
	}

	private static String firstVersion(String file, String what) {
		return Project.first(Pattern.compile("^\\| " + what + " \\| `([^`]+)`", Pattern.MULTILINE), Project.text(file));
	}

}
