package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkerSettingsTest {

    private static final WorkerSettings DEFAULTS = WorkerSettings.defaults();

    static Stream<Arguments> outOfRange() {
        return Stream.of(
                fault("threads=0", () -> DEFAULTS.withThreads(0)),
                fault("threads=1025", () -> DEFAULTS.withThreads(1025)),
                fault("parallelism=0", () -> DEFAULTS.withParallelism(0)),
                fault("parallelism=32769", () -> DEFAULTS.withParallelism(32_769)),
                fault("batchSize=0", () -> DEFAULTS.withBatchSize(0)),
                fault("batchSize=65537", () -> DEFAULTS.withBatchSize(65_537)),
                fault("channelBatches=1", () -> DEFAULTS.withChannelBatches(1)),
                fault("channelBatches=4097", () -> DEFAULTS.withChannelBatches(4097)),
                fault("maxBatchAge=PT0S", () -> DEFAULTS.withMaxBatchAge(Duration.ZERO)),
                fault("stuckAfter=PT-1S", () -> DEFAULTS.withStuckAfter(Duration.ofSeconds(-1))),
                fault("stopTimeout=PT0S", () -> DEFAULTS.withStopTimeout(Duration.ZERO)));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void shouldNameWhatIsOutOfRange(String named, Executable making) {
        assertThatThrownBy(making::execute)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named)
                .hasMessageContaining("; use ");
    }

    @Test
    void shouldTakeTheNumberOfCoresByDefault() {
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(DEFAULTS.threads()).isEqualTo(cores);
        assertThat(DEFAULTS.parallelism()).isEqualTo(cores);
    }

    @Test
    void shouldChangeOneSettingAndKeepTheOthers() {
        WorkerSettings changed = DEFAULTS.withThreads(3)
                .withParallelism(5)
                .withBatchSize(7)
                .withChannelBatches(9)
                .withMaxBatchAge(Duration.ofMillis(11))
                .withStuckAfter(Duration.ofMillis(13))
                .withStopTimeout(Duration.ofMillis(15));
        assertThat(changed)
                .isEqualTo(new WorkerSettings(
                        3, 5, 7, 9, Duration.ofMillis(11), Duration.ofMillis(13), Duration.ofMillis(15)));
    }

    private static Arguments fault(String named, Executable making) {
        return Arguments.of(named, making);
    }
}
