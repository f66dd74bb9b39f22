package io.millrace.benchmark.state;

import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.benchmark.usage.Usage;
import io.millrace.benchmark.usage.UsageMeter;
import io.millrace.status.CheckpointStatus;
import io.millrace.status.CheckpointSummary;
import io.millrace.status.TopologyState;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.NioDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One run of the job: fills the state, measures, and where there are checkpoints starts once more from the last. */
final class StateRun {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PATIENCE_SECONDS = 600;
    private static final Duration NEVER = Duration.ofDays(1);

    private final StateJob job;
    private final Duration interval;
    private final Duration settling;
    private final Duration length;
    private final Path folder;
    private final Map<Long, CheckpointSummary> checkpoints = new TreeMap<>();
    private long failedCheckpoints;

    /**
     * Prepares a run.
     *
     * @param interval time between two checkpoints, zero for none
     * @param settling how long to run before measuring, once the state is filled
     * @param length how long to measure
     * @param folder an empty folder for the checkpoints
     */
    StateRun(StateJob job, Duration interval, Duration settling, Duration length, Path folder) {
        this.job = job;
        this.interval = interval;
        this.settling = settling;
        this.length = length;
        this.folder = folder;
    }

    StateFigures run() throws InterruptedException, IOException, DamagedCheckpointException {
        UpdateSink sink = new UpdateSink();
        if (interval.isZero()) {
            try (RunningTopology running = RunningTopology.start(job.topology(sink), job.parallelism())) {
                return measure(running, sink);
            }
        }
        StateFigures figures;
        try (CheckpointStore store = store();
                RunningTopology running =
                        RunningTopology.start(job.topology(sink), job.parallelism(), store, interval, change -> {})) {
            figures = measure(running, sink);
            running.stop();
        }
        return figures.withRestoreMillis(restore());
    }

    private StateFigures measure(RunningTopology running, UpdateSink sink) throws InterruptedException {
        while (sink.opened() < job.keys() - (long) job.parallelism() * UpdateSink.GROUP) {
            running.keepRunning(POLL);
        }
        running.keepRunning(settling);
        long firstId = running.status().checkpoints().completed();
        checkpoints.clear();
        long failedBefore = running.status().checkpoints().failed();
        UsageMeter meter = new UsageMeter();
        meter.start();
        sink.takeNanos();
        long before = sink.updates();
        long startNanos = System.nanoTime();
        long endNanos = startNanos + length.toNanos();
        while (System.nanoTime() < endNanos) {
            running.keepRunning(POLL);
            note(running.status().checkpoints(), firstId);
        }
        long updates = sink.updates() - before;
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Usage usage = meter.stop();
        failedCheckpoints = running.status().checkpoints().failed() - failedBefore;
        return figures(updates, seconds, usage, sink.takeNanos());
    }

    private void note(CheckpointStatus status, long completedBefore) {
        long fresh = status.completed() - completedBefore;
        List<CheckpointSummary> recent = status.recent();
        for (int i = 0; i < Math.min(fresh, recent.size()); i++) {
            checkpoints.put(recent.get(i).id(), recent.get(i));
        }
    }

    private StateFigures figures(long updates, double seconds, Usage usage, Histogram nanos) {
        List<CheckpointSummary> all = new ArrayList<>(checkpoints.values());
        return StateFigures.of(updates, seconds, usage, nanos, all, failedCheckpoints);
    }

    /** Milliseconds from the start to RUNNING with everything restored; then looks whether all state is there. */
    private double restore() throws InterruptedException, IOException, DamagedCheckpointException {
        UpdateSink sink = new UpdateSink();
        CountDownLatch isRunning = new CountDownLatch(1);
        System.gc();
        long startNanos = System.nanoTime();
        try (CheckpointStore store = store();
                RunningTopology running =
                        RunningTopology.start(job.topology(sink), job.parallelism(), store, NEVER, change -> {
                            if (change.status().state() == TopologyState.RUNNING) {
                                isRunning.countDown();
                            }
                        })) {
            if (!isRunning.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Topology is not restored: seconds=" + PATIENCE_SECONDS);
            }
            double millis = (System.nanoTime() - startNanos) / 1e6;
            running.keepRunning(Duration.ofSeconds(1));
            if (sink.updates() == 0 || sink.opened() > 0) {
                throw new IllegalStateException("State is not what it was: updates=" + sink.updates()
                        + ", keys without state=" + sink.opened() + "; no figure of this run counts");
            }
            return millis;
        }
    }

    private CheckpointStore store() throws IOException, DamagedCheckpointException {
        return FileCheckpointStore.open(NioDisk.at(folder), "state");
    }
}
