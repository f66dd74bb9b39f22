package io.millrace.worker.autoconfigure.actuator;

import io.millrace.control.TopologyView;
import io.millrace.status.OperatorStatus;
import io.millrace.status.TopologyStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the operators of one topology have done over all its runs: the engine counts each run from zero, and a
 * counter of a metric must never go back.
 *
 * <p><b>Thread.</b> Owned by one at a time.
 */
final class OperatorTotals {

    private final Map<String, Counts> earlierRuns = new HashMap<>();
    private final Map<String, Counts> thisRun = new HashMap<>();
    private CheckpointCounts earlierCheckpoints = CheckpointCounts.NONE;
    private CheckpointCounts theseCheckpoints = CheckpointCounts.NONE;
    private @Nullable Long startedAtMillis;

    /** Takes what is known now. */
    void observe(TopologyView view) {
        if (!Objects.equals(view.startedAtMillis(), startedAtMillis)) {
            thisRun.forEach((operator, counts) -> earlierRuns.merge(operator, counts, Counts::plus));
            thisRun.clear();
            earlierCheckpoints = earlierCheckpoints.plus(theseCheckpoints);
            theseCheckpoints = CheckpointCounts.NONE;
            startedAtMillis = view.startedAtMillis();
        }
        take(view.status());
    }

    /**
     * Takes the last that is known of a run, which may come when the next run is on already.
     *
     * @param view what is known of the topology now
     */
    void observeEnd(TopologyStatus last, TopologyView view) {
        boolean isNextRunOn = !view.status().state().isTerminal();
        if (isNextRunOn && !Objects.equals(view.startedAtMillis(), startedAtMillis)) {
            take(last);
        }
        observe(view);
    }

    Counts of(String operator) {
        Counts earlier = earlierRuns.getOrDefault(operator, Counts.NONE);
        return earlier.plus(thisRun.getOrDefault(operator, Counts.NONE));
    }

    CheckpointCounts checkpoints() {
        return earlierCheckpoints.plus(theseCheckpoints);
    }

    private void take(TopologyStatus status) {
        theseCheckpoints = theseCheckpoints.max(CheckpointCounts.of(status.checkpoints()));
        for (OperatorStatus operator : status.operators()) {
            thisRun.merge(operator.name(), Counts.of(operator), Counts::max);
        }
    }

    /**
     * Records counted.
     *
     * @param in taken
     * @param out given to the main output
     * @param skipped left out because the code threw
     * @param deadLettered became dead letters
     * @param retried calls made again
     * @param late too late for all their windows
     */
    record Counts(long in, long out, long skipped, long deadLettered, long retried, long late) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        static Counts of(OperatorStatus status) {
            return new Counts(
                    status.recordsIn(),
                    status.recordsOut(),
                    status.skippedRecords(),
                    status.deadLetters(),
                    status.retries(),
                    status.lateRecords());
        }

        Counts plus(Counts other) {
            return new Counts(
                    in + other.in,
                    out + other.out,
                    skipped + other.skipped,
                    deadLettered + other.deadLettered,
                    retried + other.retried,
                    late + other.late);
        }

        Counts max(Counts other) {
            return new Counts(
                    Math.max(in, other.in),
                    Math.max(out, other.out),
                    Math.max(skipped, other.skipped),
                    Math.max(deadLettered, other.deadLettered),
                    Math.max(retried, other.retried),
                    Math.max(late, other.late));
        }
    }
}
