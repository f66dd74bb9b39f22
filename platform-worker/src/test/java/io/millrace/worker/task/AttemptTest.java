package io.millrace.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.RecordsFailedException;
import io.millrace.worker.task.Attempt.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is called again after a call has failed. */
class AttemptTest {

    private static final Exception CAUSE = new IllegalStateException("no connection");
    private static final Attempt RECORD = new Attempt(Kind.KEYED, "key", 7, 0, List.of("a"), 5, 3);
    private static final Attempt TOGETHER = new Attempt(Kind.TOGETHER, null, 0, 0, List.of("a", "b", "c"), 5, 0);

    @Test
    void shouldCallTheSameAgainForOneRecord() {
        assertThat(RECORD.next(CAUSE, 0)).isEqualTo(RECORD);
        assertThat(Attempt.batchEnd(5).next(CAUSE, 0)).isEqualTo(Attempt.batchEnd(5));
    }

    @Test
    void shouldGiveAllThatHaveFailedTogetherAgain() {
        assertThat(RECORD.next(new RecordsFailedException(List.of("z", "a"), 9, CAUSE), 0))
                .isEqualTo(new Attempt(Kind.TOGETHER, null, 0, 0, List.of("z", "a"), 9, 0));
    }

    @Test
    void shouldHaveNothingToCallAgainIfTheRecordsAreNotKnown() {
        assertThat(RECORD.next(new RecordsFailedException(2, CAUSE), 0)).isNull();
    }

    @Test
    void shouldGoOnWithTheRecordThatFailedAmongSeveral() {
        assertThat(TOGETHER.next(CAUSE, 1))
                .isNotNull()
                .extracting(Attempt::values)
                .isEqualTo(List.of("b", "c"));
    }

    @Test
    void shouldEndTheBatchAgainIfAllOfSeveralWereTaken() {
        assertThat(TOGETHER.next(CAUSE, 3)).isEqualTo(Attempt.batchEnd(5));
    }

    /** The operator has tried the first two of three by themselves. */
    @Test
    void shouldKeepThoseThatTheOperatorHasNotBeenGivenYet() {
        assertThat(TOGETHER.next(new RecordsFailedException(List.of("a", "b"), 4, CAUSE), 1))
                .isNotNull()
                .extracting(Attempt::values)
                .isEqualTo(List.of("a", "b", "c"));
    }

    @Test
    void shouldDescribeOneRecordWithItsKey() {
        assertThat(RECORD.describe(4)).isEqualTo(new FailedRecord("a", "key", 5, 3, 4, RECORD));
        assertThat(TOGETHER.describeEach(2)).extracting(FailedRecord::value).containsExactly("a", "b", "c");
    }
}
