package io.millrace.benchmark.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionInput;
import io.millrace.benchmark.nexmark.MillraceNexmark;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.WorkloadKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NexmarkTest {

    /** Twenty-five seconds of event time: three windows, and more of those that overlap. */
    private static final int EVENTS = 250_000;

    private static Stream<WorkloadKind> queries() {
        return Arrays.stream(WorkloadKind.values()).filter(WorkloadKind::isNexmark);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void shouldFindWhatPlainLoopsFindWithAnyParallelism(WorkloadKind query) throws Exception {
        Tally expected = new NexmarkReference(events()).answer(query);

        assertThat(expected.results()).isPositive();
        for (int parallelism : new int[] {1, 2, 3}) {
            assertThat(new MillraceNexmark(query, EVENTS, parallelism).run())
                    .as("parallelism %d", parallelism)
                    .isEqualTo(expected);
        }
    }

    private static List<AuctionEvent> events() {
        AuctionInput.Cursor cursor = new AuctionInput(EVENTS, 1).cursor(0);
        List<AuctionEvent> events = new ArrayList<>();
        IntStream.range(0, EVENTS).forEach(i -> events.add(cursor.next()));
        return events;
    }
}
