package io.millrace.topology;

import io.millrace.aggregate.CombinableAggregate;
import io.millrace.partition.KeyGroups;
import io.millrace.state.StateHandle;
import io.millrace.time.EventTime;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what is wrong with one step by itself: parallelism, state, windows and watermarks. */
final class StepValidator {

    private final Step step;
    private final KeyGroups keyGroups;
    private final List<String> faults = new ArrayList<>();

    StepValidator(Step step, KeyGroups keyGroups) {
        this.step = step;
        this.keyGroups = keyGroups;
    }

    List<String> faults() {
        checkParallelism();
        checkStates();
        if (step.spec() instanceof StepSpec.WindowAggregate window) {
            faults.addAll(window.window().faults());
            checkAggregate(window);
        } else if (step.spec() instanceof StepSpec.ReadSource read) {
            checkWatermarks(read.watermarks());
            checkNotRetried();
        }
        return faults;
    }

    private void checkParallelism() {
        Integer parallelism = step.parallelism();
        if (parallelism != null && (parallelism < 1 || parallelism > keyGroups.count())) {
            faults.add("parallelism is out of range: parallelism=" + parallelism + "; use 1 to " + keyGroups.count()
                    + ", the number of key groups");
        }
    }

    private void checkNotRetried() {
        if (!step.retry().isNone()) {
            faults.add("source cannot be retried: retries=" + step.retry().retries()
                    + "; it has no record yet, and what it throws fails the topology: leave the retries out");
        }
    }

    private void checkStates() {
        Set<String> names = new HashSet<>();
        for (StateHandle<?> state : step.spec().states()) {
            if (!Names.isValid(state.name())) {
                faults.add(Names.fault("state", state.name()));
            }
            if (!names.add(Step.canonicalName(state.name()))) {
                faults.add(
                        "state is declared twice: state=" + state.name() + "; give each state of a step its own name");
            }
            Duration ttl = state.ttl();
            if (ttl != null && (ttl.compareTo(Duration.ofMillis(1)) < 0 || ttl.compareTo(StateHandle.MAX_TTL) > 0)) {
                faults.add("time to live of the state is out of range: state=" + state.name() + ", ttl=" + ttl
                        + "; use at least 1 ms and at most " + StateHandle.MAX_TTL);
            }
        }
    }

    private void checkAggregate(StepSpec.WindowAggregate window) {
        if (window.window().shape() instanceof WindowSpec.Session
                && !(window.aggregate() instanceof CombinableAggregate)) {
            faults.add("sessions merge, but the aggregate cannot be combined: aggregate="
                    + window.aggregate().getClass().getName() + "; implement CombinableAggregate");
        }
        if (window.lateRecords() != null && !Names.isValid(window.lateRecords().name())) {
            faults.add(Names.fault("side output", window.lateRecords().name()));
        }
    }

    private void checkWatermarks(WatermarkStrategy<?> watermarks) {
        Duration bound = watermarks.bound();
        if (bound != null && (bound.isNegative() || bound.compareTo(EventTime.MAX_SPAN) > 0)) {
            faults.add("bound of the disorder is out of range: bound=" + bound + "; use zero or more, at most "
                    + EventTime.MAX_SPAN);
        }
        Duration idleAfter = watermarks.idleAfter();
        if (idleAfter != null
                && (idleAfter.compareTo(Duration.ofMillis(1)) < 0 || idleAfter.compareTo(EventTime.MAX_SPAN) > 0)) {
            faults.add("idleness is out of range: idleAfter=" + idleAfter + "; use at least 1 ms and at most "
                    + EventTime.MAX_SPAN);
        }
        Duration maxAhead = watermarks.maxAhead();
        if (maxAhead != null && (maxAhead.isNegative() || maxAhead.compareTo(EventTime.MAX_SPAN) > 0)) {
            faults.add("time that records may be ahead of the clock is out of range: maxAhead=" + maxAhead
                    + "; use zero or more, at most " + EventTime.MAX_SPAN);
        }
    }
}
