package io.millrace.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLI = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace.cli");

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching("io.millrace.(**)").should().beFreeOfCycles().check(CLI);
    }

    @Test
    void shouldKeepServersAndTerminalsApart() {
        noClasses()
                .that()
                .resideInAnyPackage("..cli.api..", "..cli.json..", "..cli.local..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..cli.view..", "picocli..", "org.jline..")
                .check(CLI);
        noClasses()
                .that()
                .resideInAPackage("..cli.view..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..cli.api..", "..cli.json..", "picocli..", "java.net..")
                .check(CLI);
    }

    @Test
    void shouldKnowTerminalsInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..cli.view..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jline..")
                .check(CLI);
    }

    /** JSON has one door. */
    @Test
    void shouldKnowJacksonInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..cli.json..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson.databind.json..")
                .check(CLI);
    }
}
