package io.millrace;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.millrace.type.TypeRef;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses API = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace");

    /** Packages that describe and decide: values in, values out. */
    private static final String[] DECISIONS = {
        "..topology..",
        "..partition..",
        "..window..",
        "..aggregate..",
        "..time..",
        "..state..",
        "..function..",
        "..type..",
        "..stream..",
        "..operator..",
        "..sink..",
        "..status.."
    };

    /** The gateway is the one place where users meet Reactor; a plain engine runs without it. */
    @Test
    void shouldDependOnTheJdkAndJSpecifyOnly() {
        classes()
                .that()
                .resideOutsideOfPackage("io.millrace.gateway")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.millrace..")
                .check(API);
    }

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching("io.millrace.(*)..").should().beFreeOfCycles().check(API);
    }

    @Test
    void shouldKnowOfTypesWithoutKnowingAnythingElse() {
        classes()
                .that()
                .resideInAPackage("io.millrace.type")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.millrace.type")
                .check(API);
    }

    @Test
    void shouldKeepTheDslOutOfWhatItBuilds() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.stream")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.millrace.stream")
                .check(API);
    }

    @Test
    void shouldReadNoClockInDecisions() {
        noClasses()
                .that()
                .resideInAnyPackage(DECISIONS)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(API);
    }

    @Test
    void shouldStartNoThreadInDecisions() {
        noClasses()
                .that()
                .resideInAnyPackage(DECISIONS)
                .should()
                .dependOnClassesThat(
                        type(Thread.class).or(type(ThreadLocal.class)).or(resideInAnyPackage("java.util.concurrent..")))
                .check(API);
    }

    @Test
    void shouldDoNoInputOrOutputInDecisions() {
        DescribedPredicate<JavaClass> inputOrOutput = resideInAnyPackage(
                        "java.io..", "java.nio..", "java.net..", "java.util.zip..")
                .and(not(type(Serializable.class)));
        noClasses()
                .that()
                .resideInAnyPackage(DECISIONS)
                .should()
                .dependOnClassesThat(inputOrOutput)
                .check(API);
    }

    @Test
    void shouldNeverSerializeWithJava() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectOutputStream")
                .check(API);
    }

    @Test
    void shouldMarkEveryPackageForNullness() {
        Set<String> unmarked = API.stream()
                .map(JavaClass::getPackage)
                .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unmarked).isEmpty();
    }

    @Test
    void shouldBeOpenForExtensionOnlyWhereThatIsMeant() {
        List<String> open = API.stream()
                .filter(type -> !type.isInterface() && !type.isEnum() && !type.isRecord())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL) && !isSealed(type))
                .map(JavaClass::getName)
                .toList();

        assertThat(open)
                .as("new TypeRef<List<String>>() {} is the only class to extend")
                .containsExactly(TypeRef.class.getName());
    }

    @Test
    void shouldKeepCodeInsideTheModulesPackages() {
        assertThat(API)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.getPackageName()).startsWith("io.millrace"));
        assertThat(API)
                .noneSatisfy(type -> assertThat(type.getPackageName()).matches(".*\\.(impl|internal|util)(\\..*)?"));
    }

    private static boolean isSealed(JavaClass type) {
        return type.reflect().isSealed();
    }
}
