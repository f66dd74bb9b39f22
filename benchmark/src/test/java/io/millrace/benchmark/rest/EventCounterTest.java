package io.millrace.benchmark.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCounterTest {

    /** A bar stands for the end of a line. */
    @ParameterizedTest
    @CsvSource({
        "'id:1|event:topology|data:{}||', 1",
        "'data:a||data:b||', 2",
        "'data:a|data:b||', 1",
        "':quiet||', 0",
        "'id:1||', 0",
        "'dat:a||', 0",
        "'update:data:||', 0",
        "'data:a|', 0",
        "'||||', 0",
        "':quiet||data:||', 1",
    })
    void shouldCountBlocksWithData(String stream, int events) {
        EventCounter counter = new EventCounter();
        int counted = 0;
        for (byte next : stream.replace('|', '\n').getBytes(StandardCharsets.UTF_8)) {
            counted += counter.add(next) ? 1 : 0;
        }

        assertThat(counted).isEqualTo(events);
    }
}
