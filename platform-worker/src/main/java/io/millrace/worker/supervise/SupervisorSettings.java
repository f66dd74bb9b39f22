package io.millrace.worker.supervise;

import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.CutListener;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a topology is kept alive.
 *
 * @param intervalMillis time between the starts of two checkpoints
 * @param timeoutMillis time after which a checkpoint that is not complete is given up
 * @param retained number of checkpoints that are kept
 * @param stopMillis time that the checkpoint of an orderly stop may take
 * @param restarts how often and how soon what fails is restarted
 * @param startFrom savepoint that a topology is to begin with, or 0 to go on from the last checkpoint
 * @param droppable operators, and states as {@code operator/state}, that may be dropped if nobody owns them
 * @param beginning what somebody has asked this run to begin with, or null for what is configured
 * @param acceptsDuplicates whether an older checkpoint may be gone on from though results of later ones have been shown
 */
public record SupervisorSettings(
        long intervalMillis,
        long timeoutMillis,
        int retained,
        long stopMillis,
        RestartBudget.Settings restarts,
        long startFrom,
        Set<String> droppable,
        @Nullable Beginning beginning,
        boolean acceptsDuplicates) {

    /** Keeps its own copy of the names. */
    public SupervisorSettings {
        droppable = Set.copyOf(droppable);
    }

    /** An interval, and everything else as it is by default. */
    public static SupervisorSettings every(Duration interval) {
        return new SupervisorSettings(
                interval.toMillis(), 60_000, 3, 5_000, RestartBudget.Settings.DEFAULT, 0, Set.of(), null, false);
    }

    /** With another way to restart. */
    public SupervisorSettings withRestarts(RestartBudget.Settings other) {
        return new SupervisorSettings(
                intervalMillis,
                timeoutMillis,
                retained,
                stopMillis,
                other,
                startFrom,
                droppable,
                beginning,
                acceptsDuplicates);
    }

    /** With another time after which a checkpoint is given up. */
    public SupervisorSettings withTimeoutMillis(long other) {
        return new SupervisorSettings(
                intervalMillis,
                other,
                retained,
                stopMillis,
                restarts,
                startFrom,
                droppable,
                beginning,
                acceptsDuplicates);
    }

    /** With a savepoint to begin with. */
    public SupervisorSettings withStartFrom(long savepoint) {
        return new SupervisorSettings(
                intervalMillis,
                timeoutMillis,
                retained,
                stopMillis,
                restarts,
                savepoint,
                droppable,
                beginning,
                acceptsDuplicates);
    }

    /** With names that may be dropped. */
    public SupervisorSettings withDroppable(Set<String> names) {
        return new SupervisorSettings(
                intervalMillis,
                timeoutMillis,
                retained,
                stopMillis,
                restarts,
                startFrom,
                names,
                beginning,
                acceptsDuplicates);
    }

    /** With what somebody has asked this run to begin with. */
    public SupervisorSettings withBeginning(@Nullable Beginning other) {
        return new SupervisorSettings(
                intervalMillis,
                timeoutMillis,
                retained,
                stopMillis,
                restarts,
                startFrom,
                droppable,
                other,
                acceptsDuplicates);
    }

    /** Saying whether duplicates are accepted. */
    public SupervisorSettings withAcceptsDuplicates(boolean accepts) {
        return new SupervisorSettings(
                intervalMillis,
                timeoutMillis,
                retained,
                stopMillis,
                restarts,
                startFrom,
                droppable,
                beginning,
                accepts);
    }

    /** How the tasks of a start take part in checkpoints. */
    public Checkpoints checkpoints(
            Topology topology,
            CutListener listener,
            Codecs codecs,
            @Nullable Restored restored,
            LongSupplier clockNanos) {
        boolean isAligning = topology.checkpointing().guarantee() == Guarantee.EXACTLY_ONCE;
        return new Checkpoints(true, isAligning, listener, codecs, restored, clockNanos)
                .withInterval(Duration.ofMillis(intervalMillis));
    }
}
