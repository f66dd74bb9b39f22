package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.sink.Leftovers.Mark;
import io.millrace.kafka.sink.Leftovers.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** In each of them 137 is the epoch of the transaction at hand, 138 that of its end, and 139 that of who has taken over. */
class LeftoversTest {

    private static final long NOW = TimeUnit.DAYS.toMillis(20_000);
    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final TopicPartition MARKS = new TopicPartition("__consumer_offsets", 1);

    /** Partitions as epoch with a + for one that is open: two of the topic, and that of the marks; 0 for none. */
    @ParameterizedTest
    @CsvSource({
        "MISSING, 137,  136,  0,    NONE,    the end of a transaction before",
        "WRITTEN, 138,  137,  0,    NONE,    all have got its end",
        "PENDING, 137+, 136,  137+, ABORT,   none has got it",
        "PENDING, 137+, 137,  137+, ABORT,   and one has the end of that before",
        "PENDING, 137+, 137+, 137+, ABORT,   all are open",
        "PENDING, 137,  136,  137+, ABORT,   only the mark is open and was not followed by an end anywhere",
        "PENDING, 137+, 138,  137+, UNKNOWN, one has got it: maybe a commit",
        "PENDING, 138,  136,  137+, UNKNOWN, all but the marks have got it",
        "PENDING, 137+, 136,  0,    UNKNOWN, the mark is pending by another producer",
        "PENDING, 137+, 136,  137,  UNKNOWN, likewise",
        "PENDING, 136+, 136,  137+, UNKNOWN, two transactions",
        "MISSING, 137+, 136,  0,    ABORT,   the mark was never set",
        "MISSING, 137+, 138,  0,    ABORT,   or was aborted as one partition knows",
        "WRITTEN, 137+, 136,  138,  HIDDEN,  committed but one does not show it",
        "WRITTEN, 137+, 138,  138,  HIDDEN,  and another does",
        "WRITTEN, 137+, 136,  137,  ABORT,   begun after the mark",
        "WRITTEN, 137+, 136,  0,    HIDDEN,  the marks are not known",
        "EXPIRED, 137+, 136,  0,    UNKNOWN, the mark may have been there",
        "EXPIRED, 137,  136,  0,    NONE,    nothing is open",
        "MISSING, 139+, 136,  0,    NONE,    the successor's own",
    })
    void shouldAbortOnlyWhatNobodyCanHaveSeen(
            Mark mark, String first, String second, String marks, Verdict verdict, String reason) {
        assertThat(leftovers(mark, first, second, marks).verdict()).as(reason).isEqualTo(verdict);
    }

    @ParameterizedTest
    @EnumSource(value = TransactionState.class, names = "EMPTY", mode = EnumSource.Mode.EXCLUDE)
    void shouldTouchNothingWhileSomethingIsUnderWayOrSomebodyElseHasTakenOver(TransactionState state) {
        for (Mark mark : Mark.values()) {
            Leftovers all = leftovers(mark, "137+", "136", "137+");
            assertThat(new Leftovers(coordinator(state), null, all.partitions(), mark, true, NOW, DAY).verdict())
                    .isEqualTo(Verdict.NONE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OWN_PENDING, 138,  137+, COMPLETE_COMMIT, 138, CONFIRM, only the mark is missing",
        "OWN_PENDING, 138,  137+, PREPARE_COMMIT,  138, CONFIRM, likewise",
        "PENDING, 138,  137+, COMPLETE_COMMIT, 138, UNKNOWN, the mark may be that of the next",
        "OWN_PENDING, 138,  137+, COMPLETE_COMMIT, 137, UNKNOWN, that was the transaction before",
        "PENDING, 137+, 137+, COMPLETE_COMMIT, 138, HIDDEN,  and records of one partition",
        "PENDING, 137+, 137+, COMPLETE_ABORT,  138, ABORT,   nobody sees any",
        "PENDING, 137+, 137+, PREPARE_ABORT,   138, ABORT,   nor ever will",
        "PENDING, 138,  137+, COMPLETE_COMMIT, 137, UNKNOWN, that was the transaction before",
        "PENDING, 138,  137+, EMPTY,           138, UNKNOWN, that says nothing",
        "WRITTEN, 137+, 138,  COMPLETE_ABORT,  138, ABORT,   the mark is that of the transaction before",
        "WRITTEN, 137+, 138,  COMPLETE_COMMIT, 138, HIDDEN,  the records of one partition are missing",
    })
    void shouldGoByWhatTheCoordinatorHasSaid(
            Mark mark, String first, String marks, TransactionState state, int epoch, Verdict verdict, String reason) {
        // One partition has got the end, so that it may have been seen.
        Leftovers all = leftovers(mark, first, "138", marks);
        TransactionDescription before =
                new TransactionDescription(1, state, 2, epoch, 60_000, OptionalLong.empty(), Set.of());
        assertThat(new Leftovers(all.coordinator(), before, all.partitions(), mark, true, NOW, DAY).verdict())
                .as(reason)
                .isEqualTo(verdict);
        TransactionDescription other =
                new TransactionDescription(1, state, 3, epoch, 60_000, OptionalLong.empty(), Set.of());
        assertThat(new Leftovers(all.coordinator(), other, all.partitions(), mark, true, NOW, DAY).verdict())
                .as("another producer")
                .isEqualTo(mark.isPending() ? Verdict.UNKNOWN : Verdict.HIDDEN);
    }

    @Test
    void shouldNotTellEndsApartThatHaveNoEpochOfTheirOwn() {
        Leftovers all = leftovers(Mark.PENDING, "137+", "136", "137+");
        assertThat(new Leftovers(all.coordinator(), null, all.partitions(), Mark.PENDING, false, NOW, DAY).verdict())
                .isEqualTo(Verdict.UNKNOWN);
        Leftovers after = leftovers(Mark.WRITTEN, "137+", "136", "137");
        assertThat(new Leftovers(after.coordinator(), null, after.partitions(), Mark.WRITTEN, false, NOW, DAY)
                        .verdict())
                .isEqualTo(Verdict.HIDDEN);
    }

    @Test
    void shouldNotTrustPartitionsThatMayHaveForgottenTheProducer() {
        Leftovers all = leftovers(Mark.PENDING, "137+", "136", "137+");
        assertThat(new Leftovers(all.coordinator(), null, all.partitions(), Mark.PENDING, true, NOW + DAY / 2, DAY)
                        .verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void shouldEndTheMarkLast() {
        assertThat(leftovers(Mark.PENDING, "137+", "137+", "137+").open().keySet())
                .containsExactly(new TopicPartition("sums", 0), new TopicPartition("sums", 1), MARKS);
    }

    private static Leftovers leftovers(Mark mark, String first, String second, String marks) {
        Map<TopicPartition, ProducerState> partitions = new HashMap<>();
        put(partitions, new TopicPartition("sums", 0), first);
        put(partitions, new TopicPartition("sums", 1), second);
        put(partitions, MARKS, marks);
        return new Leftovers(coordinator(TransactionState.EMPTY), null, partitions, mark, true, NOW, DAY);
    }

    private static void put(Map<TopicPartition, ProducerState> partitions, TopicPartition partition, String state) {
        boolean isOpen = state.endsWith("+");
        int epoch = Integer.parseInt(state.replace("+", ""));
        if (epoch > 0) {
            OptionalLong start = isOpen ? OptionalLong.of(17) : OptionalLong.empty();
            partitions.put(partition, new ProducerState(2, epoch, 0, NOW - 1_000, OptionalInt.of(0), start));
        }
    }

    private static TransactionDescription coordinator(TransactionState state) {
        return new TransactionDescription(1, state, 2, 139, 60_000, OptionalLong.empty(), Set.of());
    }
}
