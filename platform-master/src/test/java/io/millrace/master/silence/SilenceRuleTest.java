package io.millrace.master.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.master.silence.Silence.Reason;
import io.millrace.master.silence.TopologyLook.Phase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceRuleTest {

    private static final long NOON = 1_800_014_400_000L;

    private final List<StepLook> steps = new ArrayList<>();
    private final List<EdgeLook> edges = new ArrayList<>();
    private final List<SourceLook> sources = new ArrayList<>();
    private final List<String> slow = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FAILED | No output: the topology has failed: needs 2 slots",
                "RECOVERING | No output: it is being brought back after a failure: needs 2 slots",
                "STARTING | No output: it does not run yet: needs 2 slots",
                "STOPPING | No further output: it is being stopped",
                "STOPPED | No output: it does not run; start it",
                "FINISHED | No further output: all sources have ended, and all results are out",
            })
    void shouldSayWhyItDoesNotRun(Phase phase, String sentence) {
        windowed(0);

        Silence found = SilenceRule.find(new TopologyLook(phase, "needs 2 slots", steps, edges, sources, slow))
                .orElseThrow();

        assertThat(SilenceSentence.of(found)).isEqualTo(sentence);
        assertThat(found.sinks()).containsExactly("shown");
    }

    @Test
    void shouldSayNothingWhereSinksGetRecords() {
        step("orders", "source").add();
        step("shown", "sink").in(5).add();
        edge("orders", "shown", 5);

        assertThat(SilenceRule.find(look())).isEmpty();
    }

    @Test
    void shouldNameTheSplitThatHoldsBackTheWatermark() {
        windowed(10);
        sources.add(new SourceLook("orders", 1, 2, 0, "b", 45_000, null));
        sources.add(new SourceLook("orders", 0, 1, 0, "a", 0, NOON));

        assertThat(found().reason()).isEqualTo(Reason.WATERMARK_HELD);
        assertThat(sentence())
                .isEqualTo(
                        "No records for `shown`: `totals` waits for event time, which has not begun: split `b` of the"
                                + " source `orders`, in task 1, has given nothing for 45 s");
    }

    @Test
    void shouldSayWhereEventTimeRests() {
        windowed(10);
        sources.add(new SourceLook("orders", 0, 2, 0, "b", 180_000, NOON));

        assertThat(sentence())
                .contains("rests at 2027-01-15T12:00:00Z: split `b`")
                .endsWith("for 3 min");
    }

    @Test
    void shouldNotBlameASplitThatWasSilentForAMoment() {
        windowed(10);
        sources.add(new SourceLook("orders", 0, 2, 0, "b", 1_900, NOON));

        assertThat(found().reason()).isEqualTo(Reason.WINDOWS_OPEN);
    }

    /** The other split gives a record now and then: between two of them nothing flows. */
    @Test
    void shouldBlameTheSilentSplitAlsoWhereRecordsAreRare() {
        windowed(0);
        sources.add(new SourceLook("orders", 0, 2, 5_000, "b", 60_000, NOON));

        assertThat(found().reason()).isEqualTo(Reason.WATERMARK_HELD);
    }

    @Test
    void shouldBlameASourceThatIsSilentAsAWhole() {
        windowed(0);
        sources.add(new SourceLook("orders", 0, 2, 60_000, "b", 60_000, NOON));
        sources.add(new SourceLook("orders", 1, 0, 0, null, 0, null));
        sources.add(new SourceLook("orders", 2, 1, 61_000, "c", 61_000, NOON));

        assertThat(found().reason()).isEqualTo(Reason.SOURCE_IDLE);
        assertThat(sentence()).isEqualTo("No records for `shown`: the source `orders` has given nothing for 60 s");
    }

    @Test
    void shouldBlameTheOtherSourceOfAWindow() {
        windowed(10);
        step("prices", "source").add();
        edge("prices", "totals", 0);
        sources.add(new SourceLook("orders", 0, 1, 0, "a", 0, NOON));
        sources.add(new SourceLook("prices", 3, 1, 9_000, "p", 9_000, null));

        assertThat(found().step()).isEqualTo("prices");
        assertThat(found().place()).isEqualTo(sources.get(1));
    }

    @Test
    void shouldWaitForTheEndOfASourceThatPromisesNothing() {
        windowed(10);
        sources.add(new SourceLook("orders", 0, 1, 0, "a", 0, null));

        assertThat(sentence())
                .isEqualTo(
                        "No records for `shown`: `totals` waits for event time, of which `orders` promises none before"
                                + " its end");
    }

    @Test
    void shouldTellOpenWindowsWhenNothingHasComeForAWhile() {
        step("orders", "source").add();
        step("totals", "window").in(10).watermark(NOON).add();
        step("shown", "sink").quiet(9_999).add();
        edge("orders", "totals", 10);
        edge("totals", "shown", 0);

        assertThat(SilenceRule.find(look())).isEmpty();

        steps.remove(2);
        step("shown", "sink").quiet(10_000).add();

        assertThat(sentence())
                .isEqualTo("No records for `shown`: the windows of `totals` are not over; event time is at"
                        + " 2027-01-15T12:00:00Z");
    }

    @Test
    void shouldSayThatAllRecordsAreGivenUpOrLate() {
        step("orders", "source").add();
        step("parse", "map").in(10).givenUp(10).add();
        step("shown", "sink").quiet(60_000).add();
        edge("orders", "parse", 10);
        edge("parse", "shown", 0);

        assertThat(found().reason()).isEqualTo(Reason.ALL_GIVEN_UP);

        steps.remove(1);
        step("parse", "window").in(10).late(10).add();

        assertThat(sentence())
                .isEqualTo("No records for `shown`: all records come too late for the windows of `parse`");

        steps.remove(2);
        step("parse", "filter").in(10).givenUp(9).add();

        assertThat(sentence()).isEqualTo("No records for `shown`: `parse` takes records and gives none");
    }

    @Test
    void shouldNameTheStepInFrontOfWhichThereIsNoRoom() {
        step("orders", "source").waiting(0.9).add();
        step("shown", "sink").quiet(60_000).add();
        edge("orders", "shown", 0);
        slow.add("shown");

        assertThat(sentence()).isEqualTo("No records for `shown`: `orders` waits for room in front of `shown`");
    }

    @Test
    void shouldNameWhatKeepsAStepFromItsWork() {
        step("orders", "source")
                .trouble("cannot reach its broker: broker=kafka-2; see whether it runs")
                .add();
        step("shown", "sink").quiet(60_000).add();
        edge("orders", "shown", 0);

        assertThat(sentence()).endsWith("`orders` cannot reach its broker: broker=kafka-2; see whether it runs");

        steps.remove(1);
        step("shown", "sink").quiet(60_000).stuck("Shop.store(Shop.java:7)").add();

        assertThat(sentence()).endsWith("a call of `shown` does not return, at Shop.store(Shop.java:7)");
    }

    @Test
    void shouldNameAllSinksThatLackRecordsForTheSameReason() {
        step("orders", "source").ended().add();
        step("other", "source").add();
        step("a", "sink").quiet(60_000).add();
        step("b", "sink").quiet(60_000).add();
        step("c", "sink").in(9).add();
        edge("orders", "a", 0);
        edge("orders", "b", 0);
        edge("other", "c", 5);

        assertThat(sentence()).isEqualTo("No records for `a`, `b`: the source `orders` has ended");
    }

    @Test
    void shouldSayThatASourceHasNothingToReadFrom() {
        step("orders", "source").add();
        step("shown", "sink").quiet(60_000).add();
        edge("orders", "shown", 0);

        assertThat(SilenceRule.find(look())).as("nothing is known of it").isEmpty();

        sources.add(new SourceLook("orders", 0, 0, 0, null, 0, null));

        assertThat(found().reason()).isEqualTo(Reason.NO_SPLITS);
    }

    private void windowed(double recordsPerSecond) {
        step("orders", "source").add();
        step("totals", "window").in(100).add();
        step("shown", "sink").quiet(60_000).add();
        edge("orders", "totals", recordsPerSecond);
        edge("totals", "shown", 0);
    }

    private Silence found() {
        return SilenceRule.find(look()).orElseThrow();
    }

    private String sentence() {
        return SilenceSentence.of(found());
    }

    private TopologyLook look() {
        return new TopologyLook(Phase.RUNNING, null, steps, edges, sources, slow);
    }

    private void edge(String from, String to, double recordsPerSecond) {
        edges.add(new EdgeLook(from, to, recordsPerSecond));
    }

    private Draft step(String name, String kind) {
        return new Draft(name, kind);
    }

    private final class Draft {

        private final String name;
        private final String kind;
        private long in;
        private long givenUp;
        private long late;
        private long quietMillis;
        private @Nullable Long watermark;
        private boolean hasEnded;
        private double waiting;
        private @Nullable String stuck;
        private @Nullable String trouble;

        Draft(String name, String kind) {
            this.name = name;
            this.kind = kind;
        }

        Draft in(long records) {
            in = records;
            return this;
        }

        Draft givenUp(long records) {
            givenUp = records;
            return this;
        }

        Draft late(long records) {
            late = records;
            return this;
        }

        Draft quiet(long millis) {
            quietMillis = millis;
            return this;
        }

        Draft watermark(long millis) {
            watermark = millis;
            return this;
        }

        Draft ended() {
            hasEnded = true;
            return this;
        }

        Draft waiting(double share) {
            waiting = share;
            return this;
        }

        Draft stuck(String where) {
            stuck = where;
            return this;
        }

        Draft trouble(String reason) {
            trouble = reason;
            return this;
        }

        void add() {
            steps.add(new StepLook(
                    name, kind, in, givenUp, late, quietMillis, watermark, hasEnded, waiting, stuck, trouble));
        }
    }
}
