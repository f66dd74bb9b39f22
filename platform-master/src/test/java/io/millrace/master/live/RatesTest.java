package io.millrace.master.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.status.OperatorStatus;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {

    private static final long SECOND = 1_000_000_000;

    @ParameterizedTest
    @CsvSource({
        // before, now, seconds, rate
        "0, 1000, 1, 1000",
        "500, 1000, 2, 250",
        "1000, 1000, 1, 0",
        // A new run has counted from zero.
        "1000, 30, 1, 30"
    })
    void shouldTellRecordsPerSecond(long before, long now, long seconds, double rate) {
        Rates rates = Rates.between(status(before), 7, status(now), 7 + seconds * SECOND);

        assertThat(rates.areKnown()).isTrue();
        assertThat(rates.in("step")).isEqualTo(rate);
        assertThat(rates.out("step")).isEqualTo(2 * rate);
        assertThat(rates.side("step", "late")).isEqualTo(rate);
    }

    @Test
    void shouldKnowNothingWithoutAnEarlierMoment() {
        assertThat(Rates.between(null, 0, status(5), SECOND).areKnown()).isFalse();
        assertThat(Rates.between(status(5), SECOND, status(6), SECOND).areKnown())
                .isFalse();
        assertThat(Rates.UNKNOWN.in("step")).isZero();
        assertThat(Rates.UNKNOWN.side("step", "late")).isZero();
    }

    private static TopologyStatus status(long records) {
        OperatorStatus step =
                new OperatorStatus("step", "step", 1, records, 2 * records, Map.of("late", records), 0, 0, 0, 0, 0, 0);
        return new TopologyStatus("topology", TopologyState.RUNNING, null, List.of(step), List.of(), List.of());
    }
}
