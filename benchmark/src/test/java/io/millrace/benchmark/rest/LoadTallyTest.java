package io.millrace.benchmark.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadTallyTest {

    private final LoadTally tally = new LoadTally();

    @Test
    void shouldTakeAnswersWithAndWithoutABodyForAnswers() {
        due(3);
        tally.onAnswer(200, 1_000_000);
        tally.onAnswer(304, 3_000_000);
        tally.onAnswer(200, 2_000_000);

        LoadResult result = tally.result(tally.answered(), 5, 12);

        assertThat(result.errors()).isZero();
        assertThat(result.firstError()).isEmpty();
        assertThat(result.answered()).isEqualTo(3);
        assertThat(result.notModified()).isEqualTo(1);
        assertThat(result.p50Micros()).isBetween(2_000L, 2_010L);
        assertThat(result.maxMicros()).isBetween(3_000L, 3_010L);
        assertThat(result.fewestEvents()).isEqualTo(5);
        assertThat(result.events()).isEqualTo(12);
    }

    @Test
    void shouldCountEachErrorAndRememberTheFirst() {
        due(4);
        tally.onAnswer(503, 1_000);
        tally.onFailure(new IllegalStateException("broken"));
        tally.onListenerEnd("over");
        tally.onSilence();

        LoadResult result = tally.result(0, 0, 0);

        assertThat(result.wrongStatus()).isEqualTo(1);
        // One has failed, and two were not answered.
        assertThat(result.failedRequests()).isEqualTo(3);
        assertThat(result.endedListeners()).isEqualTo(1);
        assertThat(result.silences()).isEqualTo(1);
        assertThat(result.errors()).isEqualTo(6);
        assertThat(result.answered()).isZero();
        assertThat(result.firstError()).contains("status=503");
    }

    @Test
    void shouldTakeWhatWaitsTooLongForTheLongestThatItKnows() {
        due(1);
        tally.onAnswer(200, Long.MAX_VALUE);

        assertThat(tally.result(0, 0, 0).maxMicros()).isGreaterThanOrEqualTo(60_000_000);
    }

    private void due(int requests) {
        for (int i = 0; i < requests; i++) {
            tally.onDue();
        }
    }
}
