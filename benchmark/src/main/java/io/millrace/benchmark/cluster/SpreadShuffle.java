package io.millrace.benchmark.cluster;

import io.millrace.benchmark.measure.Contender;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The whole topology in one process, or with its sources in one and its keyed tasks in another, so that every record
 * crosses. It runs from the start; a run gives it records. Yields how many have arrived.
 */
public final class SpreadShuffle implements Contender<Long>, AutoCloseable {

    private final long count;
    private final ExecutorGroup group;
    private final Counts before;
    private long arrived;

    private SpreadShuffle(long count, ExecutorGroup group) throws IOException {
        this.count = count;
        this.group = group;
        this.before = group.counts();
    }

    /** Starts the processes, with the options of this one's JVM. */
    public static SpreadShuffle start(int executors, long count) throws Exception {
        // As many threads in all, however many processes.
        JobSpec job =
                new JobSpec(JobSpec.Kind.SHUFFLE, 1, executors == 1 ? 2 : 1, false, false, 0, JobSpec.DEFAULT_WINDOW);
        List<String> options = new ArrayList<>();
        options.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X"))
                .forEach(options::add);
        return new SpreadShuffle(count, ExecutorGroup.start(executors, job, options));
    }

    @Override
    public String engine() {
        return group.size() == 1 ? "millrace-1-jvm" : "millrace-" + group.size() + "-jvms";
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public List<ProcessHandle> processes() {
        return group.handles();
    }

    @Override
    public Long run() throws IOException {
        group.give(count);
        long now = group.await(arrived + count);
        long inThisRun = now - arrived;
        arrived = now;
        return inThisRun;
    }

    /** A line for people: what has crossed so far. */
    public String crossed() throws IOException {
        Counts counts = group.counts().since(before);
        return String.format(
                Locale.ROOT,
                "%s: %.2f bytes, %.5f frames, %.5f writes, %.5f flushes per record",
                engine(),
                (double) counts.bytes() / counts.arrived(),
                (double) counts.frames() / counts.arrived(),
                (double) counts.writes() / counts.arrived(),
                (double) counts.flushes() / counts.arrived());
    }

    @Override
    public void close() throws IOException {
        group.close();
    }
}
