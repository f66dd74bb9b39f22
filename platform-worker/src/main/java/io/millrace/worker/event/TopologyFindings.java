package io.millrace.worker.event;

import io.millrace.status.ApplicationEvent.Kind;
import io.millrace.status.ApplicationEvent.Severity;
import io.millrace.status.CheckpointStatus;
import io.millrace.status.CheckpointSummary;
import io.millrace.status.OperatorStatus;
import io.millrace.status.SlowCall;
import io.millrace.status.StuckCall;
import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.status.TopologyStatus;
import io.millrace.status.Trouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what has happened to a topology between two looks at it. Changes of its state are told by the topology itself. */
public final class TopologyFindings {

    private TopologyFindings() {}

    /** A topology has gone from one state to another. */
    public static Finding of(TopologyStateChanged change) {
        TopologyFailure failure = change.status().failure();
        boolean isFailed = change.to() == TopologyState.FAILED;
        Severity severity =
                isFailed ? Severity.ERROR : change.to() == TopologyState.RECOVERING ? Severity.WARN : Severity.INFO;
        String message = change.from() + " → " + change.to();
        return isFailed && failure != null
                ? new Finding(
                        Kind.STATE,
                        severity,
                        change.topology(),
                        failure.operator(),
                        failure.taskIndex(),
                        message + ": operator failed: "
                                + failure.cause().getClass().getName())
                : Finding.of(Kind.STATE, severity, change.topology(), message);
    }

    /** What has happened since an earlier look, in no particular order. */
    public static List<Finding> between(TopologyStatus before, TopologyStatus after) {
        List<Finding> found = new ArrayList<>();
        checkpoints(before.checkpoints(), after, found);
        troubles(before, after, found);
        calls(before, after, found);
        records(before, after, found);
        return found;
    }

    private static void checkpoints(CheckpointStatus before, TopologyStatus status, List<Finding> found) {
        CheckpointStatus after = status.checkpoints();
        String topology = status.topology();
        CheckpointSummary last = before.last();
        // Counters begin anew with each run, and with each leader; the summaries have numbers that never do.
        long known = last == null ? 0 : last.id();
        List<CheckpointSummary> recent = after.recent();
        for (int i = recent.size() - 1; i >= 0; i--) {
            CheckpointSummary summary = recent.get(i);
            if (summary.id() > known) {
                found.add(Finding.of(
                        Kind.CHECKPOINT,
                        Severity.INFO,
                        topology,
                        summary.kind() + " " + summary.id() + ": "
                                + summary.duration().toMillis() + " ms, " + summary.bytes() + " bytes, slowest "
                                + summary.slowestTask()));
            }
        }
        String failure = after.lastFailure();
        if (failure != null && (after.failed() > before.failed() || !failure.equals(before.lastFailure()))) {
            found.add(Finding.of(Kind.CHECKPOINT_FAILED, Severity.WARN, topology, failure));
        }
        if (after.restarts() > before.restarts()) {
            found.add(Finding.of(
                    Kind.RESTART,
                    Severity.WARN,
                    topology,
                    "Restarted: times=" + (after.restarts() - before.restarts()) + ", in all=" + after.restarts()));
        }
        if (after.restoredFrom() > 0 && after.restoredFrom() != before.restoredFrom()) {
            found.add(Finding.of(
                    Kind.RESTORE, Severity.INFO, topology, "Goes on from checkpoint " + after.restoredFrom()));
        }
    }

    private static void troubles(TopologyStatus before, TopologyStatus after, List<Finding> found) {
        Set<Trouble> old = new HashSet<>(before.troubles());
        Set<Trouble> now = new HashSet<>(after.troubles());
        after.troubles().stream()
                .distinct()
                .filter(trouble -> !old.contains(trouble))
                .forEach(trouble -> found.add(of(Kind.TROUBLE, Severity.WARN, after.topology(), trouble)));
        before.troubles().stream()
                .distinct()
                .filter(trouble -> !now.contains(trouble))
                .forEach(trouble -> found.add(of(Kind.TROUBLE_OVER, Severity.INFO, after.topology(), trouble)));
    }

    private static Finding of(Kind kind, Severity severity, String topology, Trouble trouble) {
        return new Finding(kind, severity, topology, trouble.operator(), trouble.taskIndex(), trouble.reason());
    }

    private static void calls(TopologyStatus before, TopologyStatus after, List<Finding> found) {
        Set<String> stuck = new HashSet<>();
        before.stuck().forEach(call -> stuck.add(call.operator() + "[" + call.taskIndex() + "]"));
        for (StuckCall call : after.stuck()) {
            if (stuck.add(call.operator() + "[" + call.taskIndex() + "]")) {
                found.add(new Finding(
                        Kind.STUCK,
                        Severity.WARN,
                        after.topology(),
                        call.operator(),
                        call.taskIndex(),
                        "User code does not return: since=" + call.since().toSeconds() + " s, at=" + call.where()));
            }
        }
        Set<String> slow = new HashSet<>();
        before.slow().forEach(call -> slow.add(call.operator()));
        for (SlowCall call : after.slow()) {
            if (slow.add(call.operator())) {
                found.add(new Finding(
                        Kind.SLOW,
                        Severity.WARN,
                        after.topology(),
                        call.operator(),
                        null,
                        "User code holds up others: took=" + call.took().toMillis() + " ms, at=" + call.where()
                                + "; declare the step blocking"));
            }
        }
    }

    private static void records(TopologyStatus before, TopologyStatus after, List<Finding> found) {
        Map<String, OperatorStatus> old = new HashMap<>();
        before.operators().forEach(operator -> old.put(operator.name(), operator));
        for (OperatorStatus now : after.operators()) {
            OperatorStatus then = old.get(now.name());
            long letters = then == null ? 0 : now.deadLetters() - then.deadLetters();
            long skipped = then == null ? 0 : now.skippedRecords() - then.skippedRecords();
            if (letters > 0 || skipped > 0) {
                found.add(new Finding(
                        Kind.RECORDS_LOST,
                        Severity.WARN,
                        after.topology(),
                        now.name(),
                        null,
                        "Code threw for records: deadLetters=" + Math.max(0, letters) + ", leftOut="
                                + Math.max(0, skipped)));
            }
        }
    }
}
