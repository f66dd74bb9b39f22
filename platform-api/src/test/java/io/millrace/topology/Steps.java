package io.millrace.topology;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedCoProcess;
import io.millrace.operator.KeyedContext;
import io.millrace.source.Sources;
import io.millrace.time.WatermarkStrategy;
import io.millrace.type.TypeRef;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps made by hand, for graphs that the DSL cannot build. */
final class Steps {

    private static final TypeRef<?> STRING = TypeRef.of(String.class);

    private Steps() {}

    static Step source(String name, String... inputs) {
        return step(name, new StepSpec.ReadSource(Sources.of("a"), WatermarkStrategy.inOrder()), STRING, inputs);
    }

    static Step map(String name, String... inputs) {
        return step(name, new StepSpec.MapValues(value -> value), STRING, inputs);
    }

    static Step sink(String name, String... inputs) {
        return step(name, new StepSpec.WriteSink((task, tasks) -> (value, time) -> {}, "sink"), null, inputs);
    }

    static Step step(String name, StepSpec spec, @Nullable TypeRef<?> type, String... inputs) {
        return step(name, spec, type, Arrays.stream(inputs).map(Steps::forward).toArray(StepInput[]::new));
    }

    static Step step(String name, StepSpec spec, @Nullable TypeRef<?> type, StepInput... inputs) {
        return new Step(name, spec, List.of(inputs), null, false, false, ErrorPolicy.FAIL, type);
    }

    static StepInput forward(String from) {
        return new StepInput(from, null, Partitioning.FORWARD, 0);
    }

    static StepInput keyed(String from, int ordinal) {
        return new StepInput(from, null, new Partitioning.Keyed(value -> value, STRING), ordinal);
    }

    /** A step on two inputs that does nothing. */
    static final class Idle implements KeyedCoProcess<String, String, String, String> {

        @Override
        public void onLeft(String value, KeyedContext<String> context, Emitter<String> out) {}

        @Override
        public void onRight(String value, KeyedContext<String> context, Emitter<String> out) {}
    }
}
