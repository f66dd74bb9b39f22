package io.millrace.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.time.EventTime;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WindowTest {

    @Test
    void shouldDateItsResultsByItsLastMillisecond() {
        assertThat(new Window(0, 10_000).lastMillis()).isEqualTo(9_999);
        assertThat(Window.GLOBAL.lastMillis()).isEqualTo(EventTime.MAX_MILLIS);
    }

    @Test
    void shouldComeInTheOrderOfItsEnd() {
        Window early = new Window(0, 10);
        Window shorter = new Window(10, 20);
        Window longer = new Window(5, 20);

        assertThat(new TreeSet<>(List.of(shorter, Window.GLOBAL, longer, early)))
                .containsExactly(early, longer, shorter, Window.GLOBAL);
    }
}
