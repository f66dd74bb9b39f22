package io.millrace.worker;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import java.io.Serializable;
import java.net.URL;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses WORKER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace.worker");

    private static final String ROOT = "io.millrace.worker";
    private static final String AUTOCONFIGURE = "io.millrace.worker.autoconfigure..";
    private static final String REACTIVE = "io.millrace.worker.reactive..";
    private static final String SCHEDULE = "io.millrace.worker.schedule..";
    private static final String CHECKPOINT = "io.millrace.worker.checkpoint..";
    private static final String LINES = "io.millrace.worker.lines..";
    private static final String SERIAL = "io.millrace.worker.serial..";
    private static final String SNAPSHOT = "io.millrace.worker.snapshot..";
    private static final String ROCKS = "io.millrace.worker.rocks..";
    private static final String WIRE = "io.millrace.worker.wire..";
    private static final String NET = "io.millrace.worker.net..";
    private static final String CLUSTER = "io.millrace.worker.cluster..";
    private static final String EVENT = "io.millrace.worker.event..";

    /** Packages that decide: values in, values out. */
    private static final String[] DECISIONS = {
        "io.millrace.worker.plan..",
        "io.millrace.worker.watermark..",
        "io.millrace.worker.window..",
        "io.millrace.worker.state..",
        "io.millrace.worker.operator..",
        EVENT
    };

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching("io.millrace.worker.(*)..").should().beFreeOfCycles().check(WORKER);
    }

    @Test
    void shouldKnowTheExecutorOnlyAtTheEdge() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, AUTOCONFIGURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, AUTOCONFIGURE)
                .check(WORKER);
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(AUTOCONFIGURE)
                .check(WORKER);
    }

    @Test
    void shouldDependOnTheJdkTheApiAndALogOnly() {
        classes()
                .that()
                .resideOutsideOfPackages(AUTOCONFIGURE, REACTIVE, SERIAL, SNAPSHOT, ROCKS, WIRE, NET)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "org.slf4j..", "io.millrace..")
                .check(WORKER);
        classes()
                .that()
                .resideInAnyPackage(SERIAL, SNAPSHOT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "io.millrace..",
                        "com.esotericsoftware..",
                        "org.objenesis..")
                .check(WORKER);
        classes()
                .that()
                .resideInAPackage(ROCKS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "com.esotericsoftware..",
                        "org.rocksdb..",
                        "io.millrace.type..",
                        "io.millrace.worker.state..",
                        SERIAL,
                        SNAPSHOT,
                        ROCKS)
                .check(WORKER);
        classes()
                .that()
                .resideInAPackage(WIRE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "io.netty.buffer..",
                        "io.netty.util",
                        "com.esotericsoftware..",
                        "net.jpountz..",
                        "io.millrace.type..",
                        "io.millrace.worker.exchange..",
                        SERIAL,
                        WIRE)
                .check(WORKER);
        classes()
                .that()
                .resideInAPackage(REACTIVE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "reactor.core..",
                        "org.reactivestreams..",
                        "io.millrace..")
                .check(WORKER);
    }

    /** Sockets know nothing of records; what knows none of the two goes through {@code exchange}. */
    @Test
    void shouldKnowSocketsInOnePackageOnly() {
        classes()
                .that()
                .resideInAPackage(NET)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "io.netty..",
                        "reactor.core..",
                        "reactor.netty..",
                        "org.reactivestreams..",
                        WIRE,
                        NET)
                .check(WORKER);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, AUTOCONFIGURE, WIRE, NET, CLUSTER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WIRE, NET)
                .check(WORKER);
    }

    @Test
    void shouldKnowSpringInAutoconfigureOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(AUTOCONFIGURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..")
                .check(WORKER);
    }

    /** Other processes are reached by two packages. A URL also says where a resource on the class path lies. */
    @Test
    void shouldKnowNeitherNetworkNorCoordination() {
        DescribedPredicate<JavaClass> network =
                resideInAnyPackage("io.netty..", "reactor.netty..", "org.apache.curator..", "java.net..");
        noClasses()
                .that()
                .resideOutsideOfPackages(AUTOCONFIGURE, WIRE, NET)
                .should()
                .dependOnClassesThat(network)
                .check(WORKER);
        noClasses()
                .that()
                .resideInAPackage(AUTOCONFIGURE)
                .should()
                .dependOnClassesThat(network.and(not(type(URL.class))))
                .check(WORKER);
    }

    /** The protocol is bytes in, bytes out; whoever moves them has the sockets, the threads and the time. */
    @Test
    void shouldKnowBuffersOnTheWireAndNothingElseOfNetworks() {
        DescribedPredicate<JavaClass> buffers = resideInAPackage("io.netty.buffer..")
                .or(type(ReferenceCounted.class))
                .or(type(ReferenceCountUtil.class));
        noClasses()
                .that()
                .resideInAPackage(WIRE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "io.netty..", "reactor..", "java.net..", "java.nio.channels..", "javax.net..")
                        .and(not(buffers)))
                .check(WORKER);
    }

    /** What the actuator shows, REST shows too, and both see the same. */
    @Test
    void shouldShowToTheActuatorWhatTheControlPortShows() {
        noClasses()
                .that()
                .resideInAPackage("io.millrace.worker.autoconfigure.actuator..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.millrace.worker..").and(not(resideInAPackage(AUTOCONFIGURE))))
                .check(WORKER);
        slices().matching("io.millrace.worker.autoconfigure.(*)..")
                .should()
                .beFreeOfCycles()
                .check(WORKER);
    }

    /** Users need not have the actuator. */
    @Test
    void shouldKnowTheActuatorInItsPackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.worker.autoconfigure.actuator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot.actuate..", "org.springframework.boot.health..", "io.micrometer..")
                .check(WORKER);
    }

    /** The engine itself has no use for it, save for sockets: what users declare with it is adapted at the edge. */
    @Test
    void shouldKnowReactorWhereUsersMeetItOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(REACTIVE, AUTOCONFIGURE, NET)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("reactor..", "org.reactivestreams..")
                .check(WORKER);
    }

    /** The way of the records and the way of the plans meet where tasks are put together, and nowhere else. */
    @Test
    void shouldKeepPlansAndRecordsApart() {
        noClasses()
                .that()
                .resideInAPackage("io.millrace.worker.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.millrace.worker.exchange..",
                        "io.millrace.worker.task..",
                        "io.millrace.worker.operator..",
                        "io.millrace.worker.window..",
                        "io.millrace.worker.state..",
                        SCHEDULE)
                .check(WORKER);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.millrace.worker.exchange..",
                        "io.millrace.worker.operator..",
                        "io.millrace.worker.window..",
                        "io.millrace.worker.state..",
                        "io.millrace.worker.watermark..",
                        ROCKS,
                        SCHEDULE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.millrace.worker.plan..")
                .check(WORKER);
    }

    /** Time is an argument: whoever calls a task says what time it is. */
    @Test
    void shouldReadTheClockWhereThreadsAreOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, SCHEDULE, AUTOCONFIGURE)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(WORKER);
    }

    @Test
    void shouldMakeThreadsWhereTheyAreScheduledOnly() {
        DescribedPredicate<JavaClass> threads =
                type(Thread.class).or(type(ThreadLocal.class)).or(type(Timer.class));
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, SCHEDULE, AUTOCONFIGURE)
                .should()
                .dependOnClassesThat(threads)
                .check(WORKER);
        // What users declare with Reactor comes from threads that are not ours, and is handed over there; so it is
        // between
        // tasks and the threads of the network.
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, SCHEDULE, AUTOCONFIGURE, REACTIVE, NET)
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.concurrent.."))
                .check(WORKER);
    }

    /** Checkpoints are bytes and names; who keeps them knows nothing of who makes them, and has no threads. */
    @Test
    void shouldKeepCheckpointsWithoutTheEngine() {
        classes()
                .that()
                .resideInAPackage(CHECKPOINT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.jspecify..", "org.slf4j..", "io.millrace.cluster..", CHECKPOINT, LINES)
                .check(WORKER);
        classes()
                .that()
                .resideInAPackage(LINES)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", LINES)
                .check(WORKER);
        noClasses()
                .that()
                .resideInAPackage(CHECKPOINT)
                .should()
                .dependOnClassesThat(type(Thread.class)
                        .or(type(ThreadLocal.class))
                        .or(type(Timer.class))
                        .or(resideInAPackage("java.util.concurrent..")))
                .check(WORKER);
    }

    /** What has happened is found in what everybody can see. */
    @Test
    void shouldFindEventsWithoutTheEngine() {
        classes()
                .that()
                .resideInAPackage(EVENT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.millrace.control..", "io.millrace.status..", EVENT)
                .check(WORKER);
    }

    @Test
    void shouldDoNoInputOrOutputInDecisions() {
        DescribedPredicate<JavaClass> inputOrOutput = resideInAnyPackage("java.io..", "java.nio..")
                .and(not(resideInAPackage("java.nio.charset..")))
                .and(not(type(Serializable.class)));
        noClasses()
                .that()
                .resideInAnyPackage(DECISIONS)
                .should()
                .dependOnClassesThat(inputOrOutput)
                .check(WORKER);
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
                .check(WORKER);
    }

    @Test
    void shouldMarkEveryPackageForNullness() {
        Set<String> unmarked = WORKER.stream()
                .map(JavaClass::getPackage)
                .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unmarked).isEmpty();
    }

    @Test
    void shouldHaveNoPackagesOfKinds() {
        assertThat(WORKER)
                .isNotEmpty()
                .noneSatisfy(type -> assertThat(type.getPackageName()).matches(".*\\.(impl|internal|util)(\\..*)?"));
    }
}
