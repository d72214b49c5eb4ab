package io.github.nanobanana.spring.ai;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The staircase of the rooms, as it was compiled and not only as it was imported.
 */
class ArchitectureTests {

	private static final String ROOT = NanoBananaImageModel.class.getPackageName();

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.withImportOption((location) -> !location.contains("/simulator/"))
		.importPackages(ROOT);

	@Test
	void roomsAreFreeOfCycles() {
		slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void roomsDoNotReachUpToTheFace() {
		noClasses().that()
			.resideInAPackage(ROOT + ".(**)")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT)
			.check(this.classes);
	}

	@Test
	void onlyTheFaceKnowsSpringAi() {
		noClasses().that()
			.resideInAPackage(ROOT + ".(**)")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.ai..")
			.check(this.classes);
	}

	@Test
	void onlyRelayAndImageKnowReactorNetty() {
		noClasses().that()
			.resideOutsideOfPackages(ROOT + ".relay", ROOT + ".image")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("reactor.netty..", "io.netty..")
			.check(this.classes);
	}

	@Test
	void onlyRelayItsDialectsAndTheArchiveKnowJackson() {
		noClasses().that()
			.resideOutsideOfPackages(ROOT + ".relay..", ROOT + ".archive")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("tools.jackson..")
			.check(this.classes);
	}

	@Test
	void libraryKnowsNeitherBootNorSimulator() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..", "io.github.nanobanana.relay.simulator..")
			.check(this.classes);
	}

}
