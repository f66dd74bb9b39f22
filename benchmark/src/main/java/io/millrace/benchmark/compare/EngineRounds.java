package io.millrace.benchmark.compare;

import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.measure.ResultsDifferException;
import io.millrace.benchmark.measure.Rounds;
import io.millrace.benchmark.measure.Workload;
import io.millrace.benchmark.process.TalkingProcess;
import io.millrace.benchmark.protocol.RunReport;
import io.millrace.benchmark.workload.WorkloadKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the processes of all engines do a workload in turn, so that what changes on the machine meanwhile touches all of
 * them alike. Every second round goes backwards, so that none always runs after the same other.
 *
 * <p>A process stays from round to round, and what its compiler has learned with it, as in a service; each workload gets
 * new ones, so that none is spoilt by what the compiler learned from another.
 *
 * <p><b>Lifecycle.</b> {@link #close} ends the processes.
 */
final class EngineRounds implements AutoCloseable {

    private final WorkloadKind workload;
    private final int parallelism;
    private final long events;
    private final Consumer<String> progress;
    private final List<Lane> lanes = new ArrayList<>();
    private @Nullable RunReport first;

    private EngineRounds(WorkloadKind workload, int parallelism, long events, Consumer<String> progress) {
        this.workload = workload;
        this.parallelism = parallelism;
        this.events = events;
        this.progress = progress;
    }

    /**
     * Starts the processes.
     *
     * @param progress takes a line for each run
     */
    static EngineRounds start(
            WorkloadKind workload, CompareSettings settings, JvmSettings jvm, Consumer<String> progress)
            throws IOException {
        EngineRounds rounds = new EngineRounds(workload, settings.parallelism(), settings.events(workload), progress);
        try {
            for (EngineSpec engine : settings.engines(workload)) {
                List<String> command = jvm.command(engine, workload.title(), settings.parallelism());
                rounds.lanes.add(new Lane(engine.name(), TalkingProcess.start(engine.name(), command)));
            }
            return rounds;
        } catch (IOException | RuntimeException e) {
            rounds.close();
            throw e;
        }
    }

    /**
     * Runs all engines and yields their measured runs.
     *
     * @throws ResultsDifferException if they do not come to the same results in every run, warm-up included
     * @throws IOException if a process has ended
     */
    Comparison run(Rounds rounds) throws IOException {
        for (int i = 0; i < rounds.warmups(); i++) {
            runRound(i, "warm-up " + (i + 1));
        }
        lanes.forEach(lane -> lane.reports.clear());
        for (int i = 0; i < rounds.runs(); i++) {
            runRound(i, "run " + (i + 1));
        }
        return new Comparison(
                workload,
                parallelism,
                lanes.stream().map(lane -> new Runs(lane.engine, lane.reports)).toList());
    }

    private void runRound(int round, String label) throws IOException {
        List<Lane> order = new ArrayList<>(lanes);
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        for (Lane lane : order) {
            RunReport report = Json.read(lane.process.ask(Long.toString(events)), RunReport.class);
            requireSame(report);
            lane.reports.add(report);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s %s %s: %.3f s, %.3f CPU s, %.0f MiB",
                    workload.title(),
                    lane.engine,
                    label,
                    report.seconds(),
                    report.cpuSeconds(),
                    report.peakHeapMiB()));
        }
    }

    private void requireSame(RunReport report) {
        RunReport expected = first;
        if (expected == null) {
            first = report;
        } else if (!expected.tally().equals(report.tally()) || expected.events() != report.events()) {
            throw new ResultsDifferException(
                    new Workload(workload.title(), events),
                    expected.engine(),
                    expected.tally(),
                    report.engine(),
                    report.tally());
        }
    }

    @Override
    public void close() {
        lanes.forEach(lane -> lane.process.close());
    }

    private static final class Lane {

        private final String engine;
        private final TalkingProcess process;
        private final List<RunReport> reports = new ArrayList<>();

        Lane(String engine, TalkingProcess process) {
            this.engine = engine;
            this.process = process;
        }
    }
}
