package io.millrace.benchmark.kafka;

import io.millrace.benchmark.measure.Result;
import io.millrace.benchmark.measure.ResultsDifferException;
import io.millrace.benchmark.measure.Rounds;
import io.millrace.benchmark.measure.Workload;
import io.millrace.benchmark.usage.Usage;
import io.millrace.benchmark.usage.UsageMeter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lets jobs read the same full topic in turn. A run is measured from the start of its job to the moment at which the last
 * result can be read; that includes whatever a job does before its first record, and the reader of the results, and not the
 * end of the job. Every second round goes backwards.
 */
final class ThroughputContest {

    private final KafkaCluster cluster;
    private final String input;
    private final WindowCounts expected;
    private final Runnable nudge;
    private final Consumer<String> progress;
    private final Workload workload;
    private final UsageMeter meter = new UsageMeter();
    private int runs;

    /**
     * Prepares a contest.
     *
     * @param input topic that holds all words
     * @param expected what each job must find
     * @param nudge writes what closes all windows into the topic once more
     */
    ThroughputContest(
            KafkaCluster cluster, String input, WindowCounts expected, Runnable nudge, Consumer<String> progress) {
        this.nudge = nudge;
        this.cluster = cluster;
        this.input = input;
        this.expected = expected;
        this.progress = progress;
        this.workload = new Workload("kafka", expected.records());
    }

    /** Results of the jobs, in the order in which they were given; medians of the measured rounds. */
    List<Result> run(List<WindowJob> jobs, Rounds rounds) throws Exception {
        Map<WindowJob, List<Usage>> usages = new HashMap<>();
        for (int round = 0; round < rounds.warmups() + rounds.runs(); round++) {
            List<WindowJob> order = new ArrayList<>(jobs);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (WindowJob job : order) {
                Usage usage = runOnce(job);
                boolean isMeasured = round >= rounds.warmups();
                if (isMeasured) {
                    usages.computeIfAbsent(job, any -> new ArrayList<>()).add(usage);
                }
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s %s: %.2f s, %.2f CPU s, %,d records/s",
                        job.engine(),
                        isMeasured ? "run " + (round - rounds.warmups() + 1) : "warm-up " + (round + 1),
                        usage.seconds(),
                        usage.cpuSeconds(),
                        Math.round(expected.records() / usage.seconds())));
            }
        }
        return jobs.stream()
                .map(job -> Result.of(
                        job.engine(),
                        cluster.partitions(),
                        workload,
                        Usage.median(usages.getOrDefault(job, List.of()))))
                .toList();
    }

    private Usage runOnce(WindowJob job) throws Exception {
        String id = job.engine() + "-" + ++runs;
        String output = cluster.newTopic(id + "-results");
        ResultReader reader = ResultReader.start(cluster, output, expected.results(), window -> {});
        try {
            meter.start();
            WindowJob.Running running = job.start(input, output, id);
            try {
                WindowCounts found = reader.await(nudge);
                Usage usage = meter.stop();
                if (!found.equals(expected)) {
                    throw new ResultsDifferException(workload, "a plain loop", expected, job.engine(), found);
                }
                return usage;
            } finally {
                running.stop();
            }
        } finally {
            reader.stop();
        }
    }
}
