package io.millrace.ui;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses UI = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace.ui");

    @Test
    void shouldDependOnThePartsOfPagesOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "reactor.core..",
                        "org.springframework.beans..",
                        "org.springframework.context..",
                        "org.springframework.core..",
                        "org.springframework.http..",
                        "org.springframework.stereotype..",
                        "org.springframework.util..",
                        "org.springframework.web..",
                        "org.springframework.security.web.server.csrf",
                        "org.thymeleaf..",
                        "io.millrace.ui",
                        "io.millrace.control",
                        "io.millrace.status")
                .check(UI);
    }

    @Test
    void shouldSeeThePlatformThroughItsControlOnly() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.millrace..")
                        .and(not(resideInAnyPackage("io.millrace.ui", "io.millrace.control", "io.millrace.status"))))
                .check(UI);
    }

    @Test
    void shouldOfferItsConfigurationOnly() {
        classes()
                .that()
                .doNotHaveSimpleName("ConsolePages")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .notBePublic()
                .check(UI);
    }
}
