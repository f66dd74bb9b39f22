package io.millrace.benchmark;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.millrace.benchmark");

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("io.millrace.benchmark.(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
