package io.millrace.master.silence;

import io.millrace.master.silence.Silence.Reason;
import io.millrace.master.silence.TopologyLook.Phase;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a topology yields nothing, or some of its sinks do.
 *
 * <p>If it does not run, that is why. If it does, the search goes upstream from a sink that gets nothing, to the step where
 * records stop: the first one to which records come, or a source. What keeps a step from its work at all ends the search
 * there. A window to which records come waits for event time: of all splits that it depends on, the one that has promised
 * least holds it back, and if that one has been silent for a while, it is the reason.
 *
 * <p>What shows in the moment, such as a stuck call or a silent source, is told at once. Windows that are not over, and steps
 * that give nothing for what they take, are told when the sink has been without records for {@link #LONG_QUIET_MILLIS}, for many
 * windows are a few seconds long.
 */
public final class SilenceRule {

    /** From here on a silence is one. */
    static final long QUIET_MILLIS = 2_000;

    /** From here on it is worth a word that windows take their time. */
    static final long LONG_QUIET_MILLIS = 10_000;

    /** A source that has waited for room in so much of the time is held back. */
    private static final double HELD_BACK = 0.5;

    private final TopologyLook look;

    private SilenceRule(TopologyLook look) {
        this.look = look;
    }

    /** The reason; empty if every sink gets records, or nothing is known. */
    public static Optional<Silence> find(TopologyLook look) {
        return Optional.ofNullable(new SilenceRule(look).find());
    }

    private @Nullable Silence find() {
        if (look.phase() != Phase.RUNNING) {
            return whole(reasonOf(look.phase()));
        }
        List<StepLook> silent =
                look.sinks().stream().filter(sink -> sink.quietMillis() > 0).toList();
        Silence first = null;
        Set<String> sinks = new HashSet<>();
        for (StepLook sink : silent) {
            Silence found = follow(sink.name(), sink.quietMillis() >= LONG_QUIET_MILLIS, new HashSet<>());
            if (found != null && (first == null || found.equals(first))) {
                first = found;
                sinks.add(sink.name());
            }
        }
        return first == null ? null : first.withSinks(names(silent, sinks));
    }

    private Reason reasonOf(Phase phase) {
        return switch (phase) {
            case STARTING -> Reason.WAITS_TO_START;
            case RECOVERING -> Reason.RECOVERING;
            case STOPPING -> Reason.STOPPING;
            case FINISHED -> Reason.FINISHED;
            case FAILED -> Reason.FAILED;
            case STOPPED, RUNNING -> Reason.STOPPED;
        };
    }

    private static List<String> names(List<StepLook> steps, Set<String> chosen) {
        return steps.stream().map(StepLook::name).filter(chosen::contains).toList();
    }

    /** Goes upstream from a step that gives nothing, or is a sink that takes nothing. */
    private @Nullable Silence follow(String name, boolean isLong, Set<String> seen) {
        if (!seen.add(name)) {
            return null;
        }
        StepLook step = look.step(name);
        if (step.stuckAt() != null) {
            return about(Reason.STUCK_CALL, step, step.stuckAt());
        }
        if (step.trouble() != null) {
            return about(Reason.TROUBLE, step, step.trouble());
        }
        List<EdgeLook> inputs = look.inputs(name);
        if (inputs.isEmpty()) {
            return source(step);
        }
        if (inputs.stream().anyMatch(EdgeLook::isFlowing)) {
            return step.kind().equals("sink") ? null : absorbed(step, isLong);
        }
        SourceLook slowest = step.isWindow() && step.recordsIn() > step.recordsLate() ? slowest(name) : null;
        if (slowest != null && isOutlived(slowest, name)) {
            return waiting(Reason.WATERMARK_HELD, step, slowest);
        }
        Silence worst = null;
        for (EdgeLook input : inputs) {
            Silence found = follow(input.from(), isLong, seen);
            if (found != null && (worst == null || found.reason().compareTo(worst.reason()) < 0)) {
                worst = found;
            }
        }
        return worst;
    }

    /** Why a step to which records come gives none. */
    private @Nullable Silence absorbed(StepLook step, boolean isLong) {
        if (step.isWindow() && !step.hasLost(step.recordsLate())) {
            SourceLook slowest = slowest(step.name());
            if (slowest != null && slowest.slowestSilentMillis() >= QUIET_MILLIS) {
                return waiting(Reason.WATERMARK_HELD, step, slowest);
            }
            if (isLong
                    && slowest != null
                    && slowest.slowestWatermarkMillis() == null
                    && step.watermarkMillis() == null) {
                return waiting(Reason.WATERMARK_AT_END, step, slowest);
            }
        }
        if (!isLong) {
            return null;
        }
        if (step.hasLost(step.recordsGivenUp())) {
            return about(Reason.ALL_GIVEN_UP, step, null);
        }
        if (step.hasLost(step.recordsLate())) {
            return about(Reason.ALL_LATE, step, null);
        }
        return about(step.isWindow() ? Reason.WINDOWS_OPEN : Reason.STEP_GIVES_NONE, step, null);
    }

    /** Whether a split has been silent for much longer than others, which pause for a moment. */
    private boolean isOutlived(SourceLook slowest, String step) {
        return upstream(step).stream()
                .flatMap(name -> look.tasksOf(name).stream())
                .anyMatch(task ->
                        task.splits() > 0 && task.silentMillis() + QUIET_MILLIS < slowest.slowestSilentMillis());
    }

    /** Of all tasks of sources that a step depends on, the one that has promised least. */
    private @Nullable SourceLook slowest(String step) {
        return upstream(step).stream()
                .flatMap(name -> look.tasksOf(name).stream())
                .filter(task -> task.slowest() != null)
                .min(Comparator.comparingLong(SourceLook::promisedMillis)
                        .thenComparing(Comparator.comparingLong(SourceLook::slowestSilentMillis)
                                .reversed()))
                .orElse(null);
    }

    private Set<String> upstream(String step) {
        Set<String> found = new HashSet<>();
        collect(step, found);
        return found;
    }

    private void collect(String step, Set<String> found) {
        if (found.add(step)) {
            look.inputs(step).forEach(edge -> collect(edge.from(), found));
        }
    }

    /** Why a source gives nothing. */
    private @Nullable Silence source(StepLook source) {
        if (source.hasEnded()) {
            return about(Reason.SOURCE_ENDED, source, null);
        }
        if (source.waiting() >= HELD_BACK) {
            String slow = look.slowSteps().isEmpty()
                    ? null
                    : look.slowSteps().get(look.slowSteps().size() - 1);
            return about(Reason.NO_ROOM, source, slow);
        }
        List<SourceLook> tasks = look.tasksOf(source.name());
        if (tasks.isEmpty()) {
            return null;
        }
        List<SourceLook> reading =
                tasks.stream().filter(task -> task.splits() > 0).toList();
        if (reading.isEmpty()) {
            return about(Reason.NO_SPLITS, source, null);
        }
        SourceLook latest = reading.stream()
                .min(Comparator.comparingLong(SourceLook::silentMillis))
                .orElseThrow();
        return latest.silentMillis() < QUIET_MILLIS
                ? null
                : new Silence(
                        Reason.SOURCE_IDLE, List.of(), source.name(), latest, null, source.watermarkMillis(), null);
    }

    private Silence whole(Reason reason) {
        return new Silence(
                reason, look.sinks().stream().map(StepLook::name).toList(), null, null, null, null, look.cause());
    }

    private static Silence about(Reason reason, StepLook step, @Nullable String cause) {
        return new Silence(reason, List.of(), step.name(), null, null, step.watermarkMillis(), cause);
    }

    private static Silence waiting(Reason reason, StepLook step, SourceLook slowest) {
        return new Silence(
                reason, List.of(), slowest.step(), slowest, step.name(), slowest.slowestWatermarkMillis(), null);
    }
}
