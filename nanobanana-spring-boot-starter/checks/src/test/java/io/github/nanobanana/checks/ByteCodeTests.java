package io.github.nanobanana.checks;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every class of this project runs on the Java version that is promised as the floor.
 * That none calls what only later versions have is the compiler's work, by
 * {@code --release}.
 */
class ByteCodeTests {

	/** The class file version of Java 1. */
	private static final int FIRST = 44;

	@Test
	void classesAreMadeForTheFloor() throws IOException {
		int floor = Integer.parseInt(Project.property("java.version"));
		for (Path module : Project.modules()) {
			List<Path> classes = Project.files(module.resolve("target/classes"), Set.of(".class"));
			assertThat(classes).as("classes of %s", module).isNotEmpty();
			for (Path file : classes) {
				assertThat(version(file)).as("Java version of %s", file).isLessThanOrEqualTo(floor);
			}
		}
	}

	private static int version(Path file) throws IOException {
		try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
			assertThat(in.readInt()).as("magic number of %s", file).isEqualTo(0xCAFEBABE);
			in.readUnsignedShort();
			return in.readUnsignedShort() - FIRST;
		}
	}

}
