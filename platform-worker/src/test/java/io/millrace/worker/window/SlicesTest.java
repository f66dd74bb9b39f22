package io.millrace.worker.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.time.EventTime;
import io.millrace.window.WindowSpec;
import io.millrace.worker.state.HeapTables;
import io.millrace.worker.state.KeyTable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlicesTest {

    private static final long NONE = EventTime.NO_WATERMARK;

    private final Slices<String> slices = new Slices<>(
            AlignedWindows.of(WindowSpec.sliding(Duration.ofMillis(10), Duration.ofMillis(5))
                    .shape()),
            HeapTables.source());

    @Test
    void shouldKeepOneTableForEachSlice() {
        KeyTable<String> first = slices.tableFor(3, NONE);
        assertThat(slices.tableFor(4, NONE)).isSameAs(first);
        KeyTable<String> second = slices.tableFor(5, NONE);
        assertThat(second).isNotSameAs(first);
        assertThat(slices.tableFor(0, NONE)).isSameAs(first);
        assertThat(slices.size()).isEqualTo(2);
        assertThat(slices.firstStartMillis()).isZero();
        assertThat(slices.startAtOrAfter(1)).isEqualTo(5);
        assertThat(slices.startAtOrAfter(6)).isEqualTo(EventTime.END);
        assertThat(slices.tableOf(5)).isSameAs(second);
    }

    @Test
    void shouldHaveNoTableOnceTheLastWindowIsOver() {
        assertThat(slices.tableFor(4, 9)).isNotNull();
        slices.onWatermark();
        assertThat(slices.tableFor(4, 10)).isNull();
        assertThat(slices.tableFor(5, 10)).isNotNull();
        assertThat(slices.tableFor(4, 10)).isNull();
    }

    @Test
    void shouldForgetASliceAndUseItsTableAgain() {
        KeyTable<String> table = slices.tableFor(3, NONE);
        table.value(table.slotFor("a", 1), "x");
        slices.remove(0);
        assertThat(slices.size()).isZero();
        assertThat(slices.firstStartMillis()).isEqualTo(EventTime.END);
        KeyTable<String> next = slices.tableFor(3, NONE);
        assertThat(next).isSameAs(table);
        assertThat(next.size()).isZero();
    }

    @Test
    void shouldNotGoOnWithASliceThatIsForgotten() {
        KeyTable<String> table = slices.tableFor(3, NONE);
        slices.tableFor(8, NONE);
        slices.remove(5);
        assertThat(slices.tableFor(3, NONE)).isSameAs(table);
        assertThat(slices.tableOf(5)).isNull();
        slices.tableFor(8, NONE);
        assertThat(slices.tableOf(5)).isNotNull();
    }
}
