package io.millrace.worker.autoconfigure.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.TopologyView;
import io.millrace.status.TopologyState;
import org.junit.jupiter.api.Test;

class OperatorTotalsTest {

    private final OperatorTotals totals = new OperatorTotals();

    @Test
    void shouldCountNothingBeforeTheFirstStart() {
        totals.observe(new FakeApplication().with("orders").topology("orders"));
        assertThat(totals.of("write")).isEqualTo(OperatorTotals.Counts.NONE);
    }

    @Test
    void shouldShowTheCountersOfARun() {
        totals.observe(running(1, 20));
        assertThat(totals.of("write")).isEqualTo(new OperatorTotals.Counts(20, 0, 2, 1, 10, 4));
        assertThat(totals.of("read").out()).isEqualTo(20);
    }

    @Test
    void shouldGoOnFromWhereTheLastRunEnded() {
        totals.observe(running(1, 20));
        totals.observe(running(2, 5));
        totals.observe(running(2, 8));
        assertThat(totals.of("write").in()).isEqualTo(28);
    }

    @Test
    void shouldNeverGoBack() {
        totals.observe(running(1, 20));
        totals.observe(new FakeApplication().with("orders").topology("orders"));
        assertThat(totals.of("write").in()).isEqualTo(20);
    }

    @Test
    void shouldCountWhatCameAfterTheLastLook() {
        totals.observe(running(1, 20));
        TopologyView end = ended(1, 30);
        totals.observeEnd(end.status(), end);
        assertThat(totals.of("write").in()).isEqualTo(30);
        totals.observe(running(2, 5));
        assertThat(totals.of("write").in()).isEqualTo(35);
    }

    @Test
    void shouldCountTheEndOfARunThatIsToldWhenTheNextIsOn() {
        totals.observe(running(1, 20));
        totals.observeEnd(ended(1, 30).status(), running(2, 5));
        assertThat(totals.of("write").in()).isEqualTo(35);
    }

    @Test
    void shouldNotCountTheEndOfARunTwice() {
        TopologyView end = ended(1, 30);
        totals.observeEnd(end.status(), end);
        totals.observe(end);
        totals.observeEnd(end.status(), end);
        assertThat(totals.of("write").in()).isEqualTo(30);
    }

    private static TopologyView running(long startedAtMillis, long records) {
        return new FakeApplication().running("orders", startedAtMillis, records).topology("orders");
    }

    private static TopologyView ended(long startedAtMillis, long records) {
        return new FakeApplication()
                .ended("orders", TopologyState.FINISHED, startedAtMillis, records)
                .topology("orders");
    }
}
