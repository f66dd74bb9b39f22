package io.millrace.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirmInputTest {

    private static final long MESSAGES = 200_001;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void shouldDealAllMessagesInTheOrderOfTime(int splits) {
        FirmInput input = new FirmInput(MESSAGES, splits);
        long count = 0;
        for (int split = 0; split < splits; split++) {
            long last = 0;
            for (FirmMessage message : messages(input, split)) {
                assertThat(message.timestampMillis()).isGreaterThanOrEqualTo(last);
                last = message.timestampMillis();
                count++;
            }
        }

        assertThat(count).isEqualTo(MESSAGES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldAnswerEachRequestOnceAndAfterwardsInItsSplit(int splits) {
        FirmInput input = new FirmInput(MESSAGES, splits);
        Set<Long> ids = new HashSet<>();
        int late = 0;
        int answered = 0;
        for (int split = 0; split < splits; split++) {
            Map<Long, FirmMessage> waiting = new HashMap<>();
            for (FirmMessage message : messages(input, split)) {
                if (!message.isResponse()) {
                    assertThat(ids.add(message.id())).isTrue();
                    waiting.put(message.id(), message);
                } else {
                    FirmMessage request = waiting.remove(message.id());
                    assertThat(request.firm()).isEqualTo(message.firm());
                    answered++;
                    late += FirmLatency.of(request.timestampMillis(), message) == null ? 1 : 0;
                }
            }
        }

        assertThat(answered).isBetween(80_000, 100_000);
        assertThat((double) late / answered).isBetween(0.05, 0.06);
    }

    @Test
    void shouldMakeTextsOfAllLengthsForAllFirms() {
        Set<Integer> lengths = new HashSet<>();
        Set<Integer> firms = new HashSet<>();
        for (FirmMessage message : messages(new FirmInput(MESSAGES, 1), 0)) {
            lengths.add(message.text().getBytes(StandardCharsets.UTF_8).length);
            firms.add(message.firm());
        }

        assertThat(firms).hasSize(FirmInput.FIRMS).allMatch(firm -> firm >= 0 && firm < FirmInput.FIRMS);
        assertThat(lengths).allMatch(length -> length >= 250 && length <= 500).hasSizeGreaterThan(200);
    }

    @Test
    void shouldTakeALatencyOfTheLongestPatienceAndNoMore() {
        FirmMessage response = new FirmMessage(1, 7, true, 3_000, "");

        assertThat(FirmLatency.of(2_000, response)).isEqualTo(new FirmLatency(7, 1_000));
        assertThat(FirmLatency.of(1_999, response)).isNull();
    }

    private static List<FirmMessage> messages(FirmInput input, int split) {
        List<FirmMessage> messages = new ArrayList<>();
        FirmInput.Cursor cursor = input.cursor(split);
        for (FirmMessage message; (message = cursor.next()) != null; ) {
            messages.add(message);
        }
        return messages;
    }
}
