package io.millrace.master.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.master.bottleneck.Bottleneck.Cause;
import io.millrace.master.bottleneck.Bottleneck.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BottleneckRuleTest {

    private final List<TaskLoad> tasks = new ArrayList<>();
    private final List<StepEdge> edges = new ArrayList<>();

    @Test
    void shouldSaySoWhenNothingIsKnown() {
        edge("lines", "parse");

        assertThat(find().verdict()).isEqualTo(Verdict.NO_DATA);
        assertThat(sentence()).isEqualTo("No data yet");
    }

    @Test
    void shouldNameTheBusiestStepWhenNothingIsHeldBack() {
        edge("lines", "parse");
        task("lines").busy(0.05);
        task("parse").busy(0.31).credit(0.09);

        assertThat(find().verdict()).isEqualTo(Verdict.NOTHING);
        assertThat(sentence()).isEqualTo("Nothing is held back: the busiest step is `parse`, 31 % busy");
    }

    @Test
    void shouldSayThatAllStepsAreIdle() {
        edge("lines", "parse");
        task("lines", "parse").busy(0.004);

        assertThat(sentence()).isEqualTo("Nothing is held back: all steps are idle");

        task("counts", "output").busy(0.02);

        assertThat(sentence()).isEqualTo("Nothing is held back: the busiest steps are `counts` → `output`, 2 % busy");
    }

    @Test
    void shouldNameTheSkewedStepAndWhomItHoldsBack() {
        keyed("lines", "parse");
        task("lines").credit(0.7);
        task("parse").busy(0.98).records(9_000).fill(1);
        task("parse").busy(0.2).records(1_000);
        task("parse").busy(0.2).records(1_000);
        task("parse").busy(0.2).records(1_000);

        assertThat(find().cause()).isEqualTo(Cause.KEY_SKEW);
        assertThat(sentence()).isEqualTo("`parse` holds back `lines`: 98 % busy, 1 of 4 tasks hot: key skew");
    }

    @Test
    void shouldTellUnevenRecordsFromSlowTasks() {
        edge("lines", "parse");
        task("lines").credit(0.7);
        task("parse").busy(1).records(1_000);
        task("parse").busy(0.2).records(1_001);

        assertThat(sentence())
                .isEqualTo("`parse` holds back `lines`: 100 % busy, 1 of 2 tasks hot: slower than the others,"
                        + " with no more records");

        tasks.clear();
        task("lines").credit(0.7);
        task("parse").busy(1).records(5_000);
        task("parse").busy(0.2).records(1_001);

        assertThat(find().cause()).isEqualTo(Cause.UNEVEN_RECORDS);
    }

    @Test
    void shouldNameTooMuchWorkForAllTasks() {
        edge("lines", "parse");
        task("lines").credit(0.7);
        task("parse").busy(0.95);
        task("parse").busy(0.9);

        assertThat(sentence()).isEqualTo("`parse` holds back `lines`: 95 % busy, all 2 tasks hot");
    }

    @Test
    void shouldNameThreadsThatAreTooFew() {
        edge("lines", "parse");
        task("lines").credit(0.5);
        task("parse").busy(0.35).thread(0.6);

        assertThat(sentence())
                .isEqualTo("`parse` holds back `lines`: 35 % busy and 60 % waiting for its thread, its only task hot:"
                        + " too few threads or cores");
    }

    @Test
    void shouldNotBlameWorkForAStepThatHasTimeLeft() {
        edge("lines", "store");
        task("lines").credit(0.9);
        task("store").busy(0.03).fill(1);

        assertThat(find().cause()).isEqualTo(Cause.OTHER_WAIT);
        assertThat(sentence()).startsWith("`store` holds back `lines`, though it is only 3 % busy: it waits");
    }

    @Test
    void shouldFollowTheWayDownstreamToWhomNobodyHoldsBack() {
        edge("lines", "parse");
        edge("parse", "enrich");
        edge("enrich", "store");
        task("lines").credit(0.95);
        task("parse").busy(0.1).credit(0.8);
        task("enrich").busy(0.97).fill(1);
        task("store").busy(0.3);

        assertThat(find().steps()).containsExactly("enrich");
        assertThat(find().holdsBack()).containsExactly(List.of("lines"), List.of("parse"));
        assertThat(sentence()).startsWith("`enrich` holds back `lines` and `parse`: 97 % busy");
    }

    @Test
    void shouldNotBlameAStepThatWaitsForTheBarrierOfASlowTask() {
        keyed("lines", "parse");
        keyed("parse", "store");
        task("lines").credit(0.95);
        task("parse").busy(0.99).records(900).fill(1);
        task("parse").busy(0.1).credit(0.7).records(100);
        task("store").busy(0.02).fill(1);

        assertThat(sentence()).isEqualTo("`parse` holds back `lines`: 99 % busy, 1 of 2 tasks hot: key skew");
    }

    @Test
    void shouldTakeTheBranchWhoseInputPresses() {
        edge("lines", "quick");
        edge("lines", "slow");
        task("lines").credit(0.9);
        task("quick").busy(0.4).fill(0.1);
        task("slow").busy(0.9).fill(1);

        assertThat(find().steps()).containsExactly("slow");
    }

    @Test
    void shouldTakeTheOneForWhichSomebodyWaitsMost() {
        edge("a", "a-sink");
        edge("b", "b-sink");
        task("a").credit(0.3);
        task("a-sink").busy(0.9);
        task("b").credit(0.8);
        task("b-sink").busy(0.85);

        assertThat(find().steps()).containsExactly("b-sink");
        assertThat(find().holdsBack()).containsExactly(List.of("b"));
    }

    @Test
    void shouldTakeFusedStepsForOneThing() {
        edge("lines", "words");
        keyed("words", "counts");
        edge("counts", "output");
        task("lines", "words").credit(0.6);
        task("counts", "output").busy(0.99);

        assertThat(sentence())
                .isEqualTo("`counts` → `output` holds back `lines` → `words`: 99 % busy, its only task hot");
    }

    @Test
    void shouldFollowAStepThatWorksInTwoStages() {
        edge("lines", "words");
        keyed("words", "counts");
        edge("counts", "output");
        task("lines", "words", "counts").credit(0.6);
        task("counts", "output").busy(0.99);

        assertThat(find().steps()).containsExactly("counts", "output");
    }

    @Test
    void shouldShortenManyFusedSteps() {
        edge("lines", "a");
        task("lines").credit(0.6);
        task("a", "b", "c", "d").busy(0.99);

        assertThat(sentence()).startsWith("`a` → … → `d` holds back `lines`");
    }

    @Test
    void shouldSayThatASourceSetsThePace() {
        edge("lines", "parse");
        task("lines").busy(0.97);
        task("parse").busy(0.6);

        assertThat(sentence()).isEqualTo("Nothing is held back: the source `lines` sets the pace, 97 % busy");
    }

    @Test
    void shouldWarnOfAStepThatIsCloseToItsLimit() {
        edge("lines", "parse");
        task("lines").busy(0.3);
        task("parse").busy(0.85);
        task("parse").busy(0.1);

        assertThat(sentence())
                .isEqualTo("Nothing is held back, but `parse` is close to its limit: 85 % busy, 1 of 2 tasks hot");
    }

    @Test
    void shouldBlameNobodyWhereNobodyIsKnownToRead() {
        edge("lines", "parse");
        task("lines").credit(0.9);

        assertThat(find().verdict()).isEqualTo(Verdict.NOTHING);
    }

    private Bottleneck find() {
        return BottleneckRule.find(tasks, edges);
    }

    private String sentence() {
        return Sentence.of(find());
    }

    private void edge(String from, String to) {
        edges.add(new StepEdge(from, to, false));
    }

    private void keyed(String from, String to) {
        edges.add(new StepEdge(from, to, true));
    }

    private Task task(String... steps) {
        tasks.add(new TaskLoad(String.join(" → ", steps), tasks.size(), Arrays.asList(steps), 0, 0, 0, 0, 0));
        return new Task(tasks.size() - 1);
    }

    /** Changes one figure of a task after the other. */
    private final class Task {

        private final int index;

        Task(int index) {
            this.index = index;
        }

        Task busy(double share) {
            TaskLoad old = tasks.get(index);
            return with(
                    share, old.waitingForCredit(), old.waitingForThread(), old.recordsInPerSecond(), old.queueFill());
        }

        Task credit(double share) {
            TaskLoad old = tasks.get(index);
            return with(old.busy(), share, old.waitingForThread(), old.recordsInPerSecond(), old.queueFill());
        }

        Task thread(double share) {
            TaskLoad old = tasks.get(index);
            return with(old.busy(), old.waitingForCredit(), share, old.recordsInPerSecond(), old.queueFill());
        }

        Task records(double perSecond) {
            TaskLoad old = tasks.get(index);
            return with(old.busy(), old.waitingForCredit(), old.waitingForThread(), perSecond, old.queueFill());
        }

        Task fill(double share) {
            TaskLoad old = tasks.get(index);
            return with(old.busy(), old.waitingForCredit(), old.waitingForThread(), old.recordsInPerSecond(), share);
        }

        private Task with(double busy, double credit, double thread, double records, double fill) {
            TaskLoad old = tasks.get(index);
            tasks.set(index, new TaskLoad(old.stage(), old.task(), old.steps(), busy, credit, thread, records, fill));
            return this;
        }
    }
}
