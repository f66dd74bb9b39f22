package io.millrace.worker.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.OutputTag;
import io.millrace.operator.Output;
import io.millrace.partition.StableHash;
import io.millrace.time.EventTime;
import io.millrace.window.WindowSpec;
import io.millrace.worker.operator.Erased;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CombineOperatorTest {

    private final Partials partials = new Partials();
    private final CombineOperator operator =
            new CombineOperator(WindowSpec.tumbling(Duration.ofMillis(10)), Erased.as(Aggregates.count()));

    @Test
    void shouldKeepNothingAcrossABarrier() throws Exception {
        operator.open(context(), partials);
        put("a", 1);
        put("b", 2);
        put("a", 3);
        put("a", 13);
        assertThat(partials.keys).isEmpty();

        assertThat(operator.onBarrier(1)).isTrue();
        assertThat(partials.keys).containsExactlyInAnyOrder("a", "b", "a");
        assertThat(partials.records).isEqualTo(4);

        assertThat(operator.onBarrier(2)).isTrue();
        assertThat(operator.onWatermark(20)).isTrue();
        assertThat(partials.keys).hasSize(3);
    }

    @Test
    void shouldPauseAtABarrierWhileTheOutputIsFull() throws Exception {
        operator.open(context(), partials);
        put("a", 1);
        put("b", 2);
        partials.room = 1;
        assertThat(operator.onBarrier(1)).isFalse();
        assertThat(partials.keys).hasSize(1);

        partials.room = 1;
        assertThat(operator.onBarrier(1)).isTrue();
        assertThat(partials.keys).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldLetRecordsThroughAsTheyAreWhereTheyStayInTheProcess() throws Exception {
        operator.open(context(), partials);
        letThrough();

        put("a", 31);
        assertThat(partials.values).containsExactly("a");
    }

    @Test
    void shouldLetRecordsThroughAsPartialResultsWhereTheyLeaveTheProcess() throws Exception {
        partials.takesRecords = false;
        operator.open(context(), partials);
        letThrough();

        put("a", 31);
        put("a", 32);
        assertThat(partials.values)
                .hasSize(2)
                .allMatch(value ->
                        value instanceof Partial<?> partial && partial.records() == 1 && partial.accumulator() != null);
    }

    /** As many keys as records, so that there is nothing to combine. */
    private void letThrough() throws Exception {
        for (int i = 0; i < 256; i++) {
            put("key " + i, 1);
        }
        assertThat(operator.onBarrier(1)).isTrue();
        partials.values.clear();
    }

    private void put(String key, long timestampMillis) throws Exception {
        operator.onRecord(key, StableHash.of(key), key, timestampMillis);
    }

    private static WindowContext context() {
        return (WindowContext) Proxy.newProxyInstance(
                WindowContext.class.getClassLoader(),
                new Class<?>[] {WindowContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("watermarkMillis")) {
                        return EventTime.NO_WATERMARK;
                    }
                    throw new AssertionError("Not expected: " + method);
                });
    }

    /** Takes so many results as there is room for. */
    private static final class Partials implements Output<Object>, PartialOutput {

        private final List<Object> keys = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();
        private boolean takesRecords = true;
        private int records;
        private int room = Integer.MAX_VALUE;

        @Override
        public void emitKeyed(Object key, int hash, Object value, long timestampMillis) {
            keys.add(key);
            values.add(value);
            records += value instanceof Partial<?> partial ? partial.records() : 1;
            room--;
        }

        @Override
        public boolean takesRecords() {
            return takesRecords;
        }

        @Override
        public boolean isFull() {
            return room <= 0;
        }

        @Override
        public void emit(Object value, long timestampMillis) {
            throw new AssertionError("Not expected: " + value);
        }

        @Override
        public <S> void emit(OutputTag<S> tag, S value, long timestampMillis) {
            throw new AssertionError("Not expected: " + value);
        }
    }
}
