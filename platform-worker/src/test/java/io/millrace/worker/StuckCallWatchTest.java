package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.status.StuckCall;
import io.millrace.status.Trouble;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StuckCallWatchTest {

    private final StuckCall stuck =
            new StuckCall("kafka", 1, Duration.ofSeconds(10), "KafkaSink.commit(KafkaSink.java:7)");

    @Test
    void shouldSayThatUserCodeDoesNotReturn() {
        assertThat(StuckCallWatch.warning(stuck, List.of(), true))
                .isEqualTo("User code does not return: operator=kafka, task=1, since=PT10S,"
                        + " at=KafkaSink.commit(KafkaSink.java:7); give what it waits for a time limit");
        assertThat(StuckCallWatch.warning(stuck, List.of(), false)).contains("declare the step blocking");
    }

    @Test
    void shouldSayWhatATaskWaitsForThatHasSaidSo() {
        Trouble trouble = new Trouble("kafka", 1, "Kafka does not answer: brokers=a:1; check the brokers");
        assertThat(StuckCallWatch.warning(stuck, List.of(trouble), true))
                .isEqualTo("Task waits: operator=kafka, task=1, since=PT10S, at=KafkaSink.commit(KafkaSink.java:7);"
                        + " Kafka does not answer: brokers=a:1; check the brokers")
                .doesNotContain("User code");
    }
}
