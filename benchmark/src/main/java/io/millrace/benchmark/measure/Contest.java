package io.millrace.benchmark.measure;

import io.millrace.benchmark.usage.Usage;
import io.millrace.benchmark.usage.UsageMeter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs contenders in turn, so that what changes on the machine meanwhile touches all of them alike. Every second round
 * goes backwards, so that none always runs after the same other.
 *
 * @param <T> the type of their results
 */
public final class Contest<T> {

    private final Workload workload;
    private final List<Contender<T>> contenders;
    private final Consumer<String> progress;
    private final UsageMeter meter = new UsageMeter();
    private final List<List<Usage>> usages = new ArrayList<>();
    private @Nullable Outcome<T> first;

    /**
     * Prepares a contest.
     *
     * @param workload what they do
     * @param contenders who takes part; the others must agree with the first
     * @param progress takes a line for each run
     */
    public Contest(Workload workload, List<Contender<T>> contenders, Consumer<String> progress) {
        this.workload = workload;
        this.contenders = contenders;
        this.progress = progress;
        contenders.forEach(contender -> usages.add(new ArrayList<>()));
    }

    /**
     * Runs all contenders and yields their results, in the order in which they were given.
     *
     * @throws ResultsDifferException if they do not agree
     */
    public List<Result> run(Rounds rounds) throws Exception {
        for (int i = 0; i < rounds.warmups(); i++) {
            runRound(i, "warm-up " + (i + 1));
        }
        usages.forEach(List::clear);
        for (int i = 0; i < rounds.runs(); i++) {
            runRound(i, "run " + (i + 1));
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            Contender<T> contender = contenders.get(i);
            results.add(Result.of(contender.engine(), contender.parallelism(), workload, Usage.median(usages.get(i))));
        }
        return results;
    }

    private void runRound(int round, String label) throws Exception {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            order.add(i);
        }
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        for (int i : order) {
            Usage usage = runOne(contenders.get(i));
            usages.get(i).add(usage);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s %s: %.3f s, %.3f CPU s, %.0f MiB",
                    contenders.get(i).engine(),
                    label,
                    usage.seconds(),
                    usage.cpuSeconds(),
                    usage.peakHeapMiB()));
        }
    }

    private Usage runOne(Contender<T> contender) throws Exception {
        meter.start(contender.processes());
        T result = contender.run();
        Usage usage = meter.stop();
        Outcome<T> expected = first;
        if (expected == null) {
            first = new Outcome<>(contender.engine(), result);
        } else if (!expected.result.equals(result)) {
            throw new ResultsDifferException(workload, expected.engine, expected.result, contender.engine(), result);
        }
        return usage;
    }

    private record Outcome<T>(String engine, T result) {}
}
