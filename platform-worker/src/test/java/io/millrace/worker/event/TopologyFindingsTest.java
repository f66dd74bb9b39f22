package io.millrace.worker.event;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TopologyFindingsTest {

    private static final TopologyStatus QUIET = status(checkpoints(0, null, 0, 0), List.of(), List.of(), List.of(), 0);

    @Test
    void shouldFindNothingWhereNothingHasChanged() {
        assertThat(TopologyFindings.between(QUIET, QUIET)).isEmpty();
    }

    @Test
    void shouldFindEachCheckpointOnceAndInOrder() {
        TopologyStatus before = status(checkpoints(0, null, 0, 0, 4, 3), List.of(), List.of(), List.of(), 0);
        TopologyStatus after = status(checkpoints(0, null, 0, 0, 6, 5, 4, 3), List.of(), List.of(), List.of(), 0);

        assertThat(TopologyFindings.between(before, after))
                .extracting(Finding::message)
                .containsExactly(
                        "CHECKPOINT 5: 7 ms, 900 bytes, slowest count[1]",
                        "CHECKPOINT 6: 7 ms, 900 bytes, slowest count[1]");
        assertThat(TopologyFindings.between(after, after)).isEmpty();
    }

    @Test
    void shouldFindCheckpointsAlsoWhenCountersBeginAnew() {
        TopologyStatus before = status(checkpoints(3, "old", 2, 0, 4), List.of(), List.of(), List.of(), 0);
        TopologyStatus after = status(checkpoints(0, null, 0, 4, 5), List.of(), List.of(), List.of(), 0);

        assertThat(TopologyFindings.between(before, after))
                .extracting(Finding::kind)
                .containsExactly(Kind.CHECKPOINT, Kind.RESTORE);
    }

    @Test
    void shouldFindFailuresOfCheckpointsAndRestarts() {
        TopologyStatus after = status(checkpoints(1, "Disk is full", 2, 0), List.of(), List.of(), List.of(), 0);

        assertThat(TopologyFindings.between(QUIET, after))
                .extracting(Finding::kind, Finding::severity, Finding::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.CHECKPOINT_FAILED, Severity.WARN, "Disk is full"),
                        org.assertj.core.groups.Tuple.tuple(
                                Kind.RESTART, Severity.WARN, "Restarted: times=2, in all=2"));
    }

    @Test
    void shouldFindTroubleAndItsEnd() {
        TopologyStatus after = status(
                checkpoints(0, null, 0, 0), List.of(new Trouble("read", 2, "Broker is away")), List.of(), List.of(), 0);

        assertThat(TopologyFindings.between(QUIET, after))
                .containsExactly(new Finding(Kind.TROUBLE, Severity.WARN, "words", "read", 2, "Broker is away"));
        assertThat(TopologyFindings.between(after, QUIET))
                .containsExactly(new Finding(Kind.TROUBLE_OVER, Severity.INFO, "words", "read", 2, "Broker is away"));
    }

    @Test
    void shouldFindACallThatDoesNotReturnOnceHoweverLongItTakes() {
        TopologyStatus first = status(
                checkpoints(0, null, 0, 0),
                List.of(),
                List.of(new StuckCall("map", 1, Duration.ofSeconds(9), "Line.java:3")),
                List.of(new SlowCall("map", Duration.ofMillis(90), "Line.java:3")),
                0);
        TopologyStatus later = status(
                checkpoints(0, null, 0, 0),
                List.of(),
                List.of(new StuckCall("map", 1, Duration.ofSeconds(10), "Line.java:3")),
                List.of(new SlowCall("map", Duration.ofMillis(90), "Line.java:3")),
                0);

        assertThat(TopologyFindings.between(QUIET, first))
                .extracting(Finding::kind)
                .containsExactly(Kind.STUCK, Kind.SLOW);
        assertThat(TopologyFindings.between(first, later)).isEmpty();
    }

    @Test
    void shouldFindRecordsForWhichCodeThrew() {
        TopologyStatus after = status(checkpoints(0, null, 0, 0), List.of(), List.of(), List.of(), 3);

        assertThat(TopologyFindings.between(QUIET, after))
                .containsExactly(new Finding(
                        Kind.RECORDS_LOST,
                        Severity.WARN,
                        "words",
                        "map",
                        null,
                        "Code threw for records: deadLetters=3, leftOut=0"));
        assertThat(TopologyFindings.between(after, QUIET)).isEmpty();
    }

    @Test
    void shouldKeepWhatWasInARecordToItself() {
        TopologyFailure failure = new TopologyFailure(
                "map", 1, "record 4711", "It failed for 4711", new IllegalStateException("4711 is secret"));
        TopologyStatus failed = new TopologyStatus(
                "words",
                TopologyState.FAILED,
                failure,
                List.of(),
                List.of(),
                List.of(),
                CheckpointStatus.NONE,
                List.of());

        Finding finding = TopologyFindings.of(new TopologyStateChanged(TopologyState.RUNNING, failed));

        assertThat(finding)
                .isEqualTo(new Finding(
                        Kind.STATE,
                        Severity.ERROR,
                        "words",
                        "map",
                        1,
                        "RUNNING → FAILED: operator failed: java.lang.IllegalStateException"));
    }

    private static TopologyStatus status(
            CheckpointStatus checkpoints,
            List<Trouble> troubles,
            List<StuckCall> stuck,
            List<SlowCall> slow,
            long deadLetters) {
        return new TopologyStatus(
                "words",
                TopologyState.RUNNING,
                null,
                List.of(new OperatorStatus("map", "map", 1, 9, 9, Map.of(), 0, deadLetters, 0, 0, 0, 0)),
                stuck,
                slow,
                checkpoints,
                troubles);
    }

    private static CheckpointStatus checkpoints(
            long failed, String lastFailure, long restarts, long restoredFrom, long... recent) {
        return new CheckpointStatus(
                true,
                Duration.ofSeconds(1),
                recent.length,
                failed,
                0,
                lastFailure,
                0,
                0,
                List.of(),
                restoredFrom,
                restarts,
                LongStream.of(recent)
                        .mapToObj(id -> new CheckpointSummary(
                                id,
                                "CHECKPOINT",
                                1,
                                Duration.ofMillis(7),
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                900,
                                "count[1]",
                                0))
                        .toList());
    }
}
