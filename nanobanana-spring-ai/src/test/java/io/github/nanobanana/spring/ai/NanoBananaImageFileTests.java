package io.github.nanobanana.spring.ai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import io.github.nanobanana.spring.ai.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link NanoBananaImage#writeTo(Path)} at the edges of the file system.
 */
class NanoBananaImageFileTests {

	private final NanoBananaImage image = new NanoBananaImage(null,
			Picture.of("not really a picture".getBytes(StandardCharsets.UTF_8)), Mono.empty());

	@TempDir
	private Path folder;

	@Test
	void writeToWhenTargetIsEmptyFolderKeepsTheFolder() throws IOException {
		Path target = Files.createDirectory(this.folder.resolve("out"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.image.writeTo(target))
			.withMessageContaining("add a file name");
		assertThatIllegalArgumentException().isThrownBy(() -> this.image.writeTo(this.folder.getRoot()));
		assertThat(target).isEmptyDirectory();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void writeToWhenFileIsNewGivesItThePermissionsOfAnyFile() throws IOException {
		Path written = this.image.writeTo(this.folder.resolve("a/b/picture.png"));
		Path plain = Files.createFile(this.folder.resolve("plain"));
		assertThat(Files.getPosixFilePermissions(written)).isEqualTo(Files.getPosixFilePermissions(plain));
	}

	@Test
	void writeToWhenFolderIsSymbolicLinkWrites() throws IOException {
		Path link = Files.createSymbolicLink(this.folder.resolve("link"),
				Files.createDirectory(this.folder.resolve("real")));
		assertThat(this.image.writeTo(link.resolve("picture.png"))).exists();
	}

	@Test
	void writeToWhenManyWriteTheSameFileLeavesOneWhole() throws IOException {
		Path target = this.folder.resolve("same.png");
		IntStream.range(0, 50).parallel().forEach((number) -> this.image.writeTo(target));
		assertThat(target).hasContent("not really a picture");
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).containsExactly(target);
		}
	}

}
