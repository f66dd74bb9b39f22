package io.millrace.benchmark.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.firms.MillraceFirms;
import io.millrace.benchmark.ideal.IdealEngine;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.workload.FirmInput;
import io.millrace.benchmark.workload.FirmMessage;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import io.millrace.benchmark.workload.WorkloadKind;
import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirmsTest {

    /** More than a minute of event time, and so two windows. */
    private static final long MESSAGES = 3_200_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldFindTheMeansThatAPlainLoopFinds(int parallelism) throws Exception {
        Tally expected = reference(parallelism);

        assertThat(expected.results()).isEqualTo(2L * FirmInput.FIRMS);
        assertThat(new MillraceFirms(MESSAGES, parallelism).run()).isEqualTo(expected);
        assertThat(IdealEngine.withThreads().run(new RunSpec(WorkloadKind.FIRMS, parallelism, MESSAGES)))
                .isEqualTo(expected);
    }

    private static Tally reference(int splits) {
        FirmInput input = new FirmInput(MESSAGES, splits);
        Map<Long, LongSummaryStatistics> latencies = new HashMap<>();
        for (int split = 0; split < splits; split++) {
            Map<Long, Long> requests = new HashMap<>();
            FirmInput.Cursor cursor = input.cursor(split);
            for (FirmMessage message; (message = cursor.next()) != null; ) {
                if (!message.isResponse()) {
                    requests.put(message.id(), message.timestampMillis());
                    continue;
                }
                long millis = message.timestampMillis() - requests.remove(message.id());
                if (millis <= FirmInput.PATIENCE_MILLIS) {
                    long window = message.timestampMillis() / FirmInput.WINDOW_MILLIS;
                    latencies
                            .computeIfAbsent(
                                    window * FirmInput.FIRMS + message.firm(), key -> new LongSummaryStatistics())
                            .accept(millis);
                }
            }
        }
        TallyBuilder tally = new TallyBuilder();
        latencies.forEach((key, latency) -> tally.addMean(
                (int) (key % FirmInput.FIRMS), key / FirmInput.FIRMS * FirmInput.WINDOW_MILLIS, latency.getAverage()));
        return tally.build();
    }
}
