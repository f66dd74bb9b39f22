package io.millrace.benchmark.cluster;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.measure.Json;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Times one record each millisecond through four stages that alternate between two executors. */
final class HopLatency {

    private static final int EXECUTORS = 2;
    private static final long ENDLESS = Long.MAX_VALUE / 2;
    private static final List<String> OPTIONS =
            List.of("-Xms512m", "-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

    private HopLatency() {}

    /** Lets it run for a while, times it for as long as is said, and prints a line. */
    static void run(Duration warmup, Duration length, Console console) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        JobSpec job = new JobSpec(JobSpec.Kind.HOPS, 1, cores, false, false, 0, JobSpec.DEFAULT_WINDOW);
        console.say("Each executor is a JVM with " + String.join(" ", OPTIONS) + "; "
                + warmup.plus(length).toSeconds() + " s to go");
        try (ExecutorGroup group = ExecutorGroup.start(EXECUTORS, job, OPTIONS)) {
            group.give(ENDLESS);
            TimeUnit.NANOSECONDS.sleep(warmup.toNanos());
            group.beginTiming();
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
            console.result(Json.line(HopResult.of(group.endTiming())));
        }
    }
}
