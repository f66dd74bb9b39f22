package io.millrace.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.millrace.kafka.source.SourceSettings;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses KAFKA = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace.kafka");

    private static final String ROOT = "io.millrace.kafka";
    private static final String SOURCE = "io.millrace.kafka.source..";
    private static final String AUTOCONFIGURE = "io.millrace.kafka.autoconfigure..";

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching("io.millrace.(**)").should().beFreeOfCycles().check(KAFKA);
    }

    @Test
    void shouldReadWithoutKnowingWhoDeclaresIt() {
        noClasses()
                .that()
                .resideInAPackage(SOURCE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, AUTOCONFIGURE, "io.millrace.kafka.sink..")
                .check(KAFKA);
        classes()
                .that()
                .resideInAPackage(SOURCE)
                .and()
                .doNotHaveSimpleName("MicrometerSourceMeters")
                .and()
                .areTopLevelClasses()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "org.slf4j..", "org.apache.kafka..", "io.millrace..")
                .check(KAFKA);
    }

    @Test
    void shouldWriteWithoutKnowingWhoDeclaresIt() {
        noClasses()
                .that()
                .resideInAPackage("io.millrace.kafka.sink..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, AUTOCONFIGURE, SOURCE)
                .check(KAFKA);
        classes()
                .that()
                .resideInAPackage("io.millrace.kafka.sink..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "org.slf4j..", "org.apache.kafka..", "io.millrace..")
                .check(KAFKA);
    }

    @Test
    void shouldKnowSpringInAutoconfigureOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT, "io.millrace.kafka.sink..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(KAFKA);
    }

    /** The engine is there at run time only. */
    @Test
    void shouldKnowTheApiAndNotTheEngine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.millrace.worker..")
                .check(KAFKA);
    }

    /** Positions, limits and words: values in, values out. */
    @Test
    void shouldDecideWithoutClocksAndThreads() {
        Set<String> decisions = Set.of(
                "Absences",
                "ClientConfiguration",
                "OffsetRange",
                "PartitionContact",
                "PartitionPosition",
                "QueueLimits",
                "SplitName",
                "TroubleReport");
        Set<JavaClass> found = KAFKA.stream()
                .filter(type -> type.getPackageName().equals(SourceSettings.class.getPackageName()))
                .filter(type -> decisions.contains(type.getSimpleName()))
                .collect(Collectors.toSet());
        assertThat(found).hasSameSizeAs(decisions);
        assertThat(found)
                .allSatisfy(type -> assertThat(type.getDirectDependenciesFromSelf())
                        .noneMatch(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith("java.util.concurrent")
                                        || dependency.getTargetClass().isEquivalentTo(Thread.class)));
    }

    @Test
    void shouldMarkEveryPackageForNullness() {
        Set<String> unmarked = KAFKA.stream()
                .map(JavaClass::getPackage)
                .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unmarked).isEmpty();
    }
}
