package io.millrace.benchmark.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Processes that sum payments up, one after the other, until one of them comes to the end.
 *
 * @param topics of the run
 * @param folder of the run
 * @param pace payments of each partition in a stretch of time
 * @param seed told in every failure
 */
record PaymentsRun(PaymentTopics topics, Path folder, int pace, long seed) {

    private static final int LONGEST_LIFE_MILLIS = 4_000;

    /** A pace that makes so many payments last so many seconds. */
    static int pace(Payments payments, int seconds) {
        int pausesOfAllPartitions = seconds * (1_000 / KilledPayments.PAUSE_MILLIS) * PaymentTopics.PARTITIONS;
        return Math.max(1, payments.count() / pausesOfAllPartitions);
    }

    ChildJvm start(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        // What Kafka's clients say at length would hide the rest.
        all.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        return ChildJvm.start(
                all,
                KilledPayments.class,
                topics.servers(),
                topics.name(),
                folder.resolve("checkpoints").toString(),
                Integer.toString(pace));
    }

    /** Lets a process die at a point; false if it came to its end instead. */
    void halt(FaultPoint point, int time) throws Exception {
        try (ChildJvm jvm = start(Fault.option(point, time))) {
            assertThat(jvm.exitCode())
                    .as("%s for the %d. time, seed %d: %s", point, time, seed, jvm.output())
                    .isEqualTo(Fault.EXIT_CODE);
        }
    }

    /**
     * Kills a process at any moment; most of them when there is something to lose.
     *
     * @return false if it has come to the end, and must not be started again
     */
    boolean kill(Random random) throws Exception {
        return kill(random, () -> {});
    }

    /** The same, with something that happens while it lives. */
    boolean kill(Random random, Mishap mishap) throws Exception {
        try (ChildJvm jvm = start()) {
            if (random.nextInt(5) > 0) {
                jvm.awaitOutput(KilledPayments.RUNNING);
            }
            mishap.happen();
            long afterMillis = 50 + random.nextInt(LONGEST_LIFE_MILLIS);
            boolean isKilled = jvm.killAfter(afterMillis);
            boolean hasFinished = jvm.output().contains(KilledPayments.FINISHED);
            assertThat(isKilled || hasFinished)
                    .as("seed %d: %s", seed, jvm.output())
                    .isTrue();
            System.out.println("killed after " + afterMillis + " ms: "
                    + jvm.output().lines().reduce("nothing yet", (first, last) -> last));
            return !hasFinished;
        }
    }

    void finish() throws Exception {
        try (ChildJvm jvm = start()) {
            assertThat(jvm.exitCode()).as("seed %d: %s", seed, jvm.output()).isZero();
        }
    }

    /** What else goes wrong. */
    interface Mishap {

        void happen() throws Exception;
    }
}
