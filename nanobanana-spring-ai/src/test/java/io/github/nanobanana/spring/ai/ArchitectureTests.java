package io.github.nanobanana.spring.ai;

import java.io.ObjectInputStream;
import java.util.ResourceBundle;
import java.util.ServiceLoader;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanUtils;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ReflectionUtils;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
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

	/** A native image needs hints for what is reached by name; nothing here is. */
	@Test
	void libraryReachesNothingByName() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..")
			.orShould()
			.dependOnClassesThat()
			.belongToAnyOf(ServiceLoader.class, ResourceBundle.class, ObjectInputStream.class, ClassPathResource.class,
					BeanUtils.class, ReflectionUtils.class)
			.orShould()
			.callMethodWhere(target(owner(type(Class.class))).and(target(
					nameMatching("forName|getResource.*|newInstance|get(Declared)?(Method|Field|Constructor)s?"))))
			.orShould()
			.callMethodWhere(target(owner(assignableTo(ClassLoader.class))))
			.check(this.classes);
	}

}
