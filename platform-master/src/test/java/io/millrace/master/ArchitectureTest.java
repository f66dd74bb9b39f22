package io.millrace.master;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Calendar;
import java.util.Date;
import java.util.Random;
import java.util.Scanner;
import java.util.Timer;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MASTER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace.master");

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching("io.millrace.master.(*)..").should().beFreeOfCycles().check(MASTER);
    }

    @Test
    void shouldKnowNeitherTheEngineNorBoot() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.millrace.worker..", "io.millrace.console..", "org.springframework.boot..")
                .check(MASTER);
    }

    @Test
    void shouldKnowTheServerWhereItIsPutTogetherOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.master.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty..", "io.millrace.ui..")
                .check(MASTER);
    }

    @Test
    void shouldKnowZooKeeperInOnePackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.master.zookeeper..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache..")
                .check(MASTER);
    }

    @Test
    void shouldKnowSignaturesAndKeysOfIssuersInOnePackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.master.security.oauth2..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.nimbusds..", "java.net.http..")
                .check(MASTER);
        noClasses()
                .that()
                .resideInAPackage("io.millrace.master.security.oauth2..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.millrace.master.security")
                .check(MASTER);
    }

    @Test
    void shouldKnowNeitherNetworkNorClockInMemory() {
        noClasses()
                .that()
                .resideInAPackage("io.millrace.master.coordination..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..", "java.time..", "org.springframework..")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(MASTER);
    }

    @Test
    void shouldKnowThePlatformThroughItsPortsOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "org.springframework..",
                        "org.eclipse.jetty..",
                        "reactor..",
                        "org.reactivestreams..",
                        "tools.jackson..",
                        "com.nimbusds..",
                        "org.apache.curator..",
                        "org.apache.zookeeper..",
                        "io.millrace.master..",
                        "io.millrace.ui..",
                        "io.millrace.cluster..",
                        "io.millrace.control..",
                        "io.millrace.deadletter..",
                        "io.millrace.metric..",
                        "io.millrace.status..",
                        "io.millrace.time..",
                        "io.millrace.topology..")
                .check(MASTER);
    }

    @Test
    void shouldDecideWhereSlicesRunWithoutClockThreadOrInputAndOutput() {
        classes()
                .that()
                .resideInAPackage("io.millrace.master.schedule..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "org.jspecify..",
                        "io.millrace.cluster",
                        "io.millrace.master.schedule")
                .check(MASTER);
        noClasses()
                .that()
                .resideInAPackage("io.millrace.master.schedule..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, System.class, Runtime.class, Process.class, Date.class, Timer.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, UUID.class, Calendar.class, Scanner.class)
                .check(MASTER);
    }

    @Test
    void shouldFindBottlenecksWithoutClockThreadOrInputAndOutput() {
        classes()
                .that()
                .resideInAPackage("io.millrace.master.bottleneck..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "org.jspecify..",
                        "io.millrace.master.bottleneck")
                .check(MASTER);
        noClasses()
                .that()
                .resideInAPackage("io.millrace.master.bottleneck..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, System.class, Runtime.class, Date.class, Timer.class, Random.class)
                .check(MASTER);
    }

    @Test
    void shouldFindReasonsOfSilenceWithoutClockThreadOrInputAndOutput() {
        classes()
                .that()
                .resideInAPackage("io.millrace.master.silence..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang",
                        "java.time",
                        "java.time.temporal",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "org.jspecify..",
                        "io.millrace.master.silence")
                .check(MASTER);
        noClasses()
                .that()
                .resideInAPackage("io.millrace.master.silence..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, System.class, Runtime.class, Date.class, Timer.class, Random.class)
                .check(MASTER);
    }

    @Test
    void shouldMarkEveryPackageForNullness() {
        assertThat(MASTER.stream()
                        .map(type -> type.getPackage())
                        .filter(type -> !type.isAnnotatedWith(NullMarked.class)))
                .isEmpty();
    }
}
