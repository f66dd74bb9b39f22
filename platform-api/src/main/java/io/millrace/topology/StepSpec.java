package io.millrace.topology;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.CombinableAggregate;
import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.OutputTag;
import io.millrace.operator.KeyedCoProcess;
import io.millrace.operator.KeyedProcess;
import io.millrace.operator.OperatorFactory;
import io.millrace.sink.Sink;
import io.millrace.sink.TransactionalSink;
import io.millrace.source.Source;
import io.millrace.state.StateHandle;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.WindowSpec;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a step does: the user's functions and what they declare. The engine makes an operator of it for each task. */
public sealed interface StepSpec {

    /** Name of the kind, as descriptions show it. */
    String kind();

    /** Keyed state that the step declares. */
    default List<StateHandle<?>> states() {
        return List.of();
    }

    /** Whether every input has to be keyed. */
    default boolean needsKey() {
        return false;
    }

    /** Whether the step can emit to a side output of this name. */
    default boolean canEmitTo(String sideOutput) {
        return false;
    }

    /** The object that holds the user's code, to find it in a stack trace. */
    Object userCode();

    /** Whether the step begins a stream. */
    default boolean isSource() {
        return this instanceof ReadSource
                || (this instanceof Declared declared && declared.role() == Declared.Role.SOURCE);
    }

    /** Whether the step ends a stream. */
    default boolean isSink() {
        return this instanceof WriteSink
                || (this instanceof Declared declared && declared.role() == Declared.Role.SINK);
    }

    /**
     * Reads a source.
     *
     * @param source where the records come from
     * @param watermarks how event time is derived
     */
    record ReadSource(Source<?> source, WatermarkStrategy<?> watermarks) implements StepSpec {
        @Override
        public String kind() {
            return "source";
        }

        @Override
        public Object userCode() {
            return source;
        }
    }

    /**
     * Maps one to one.
     *
     * @param function the user's function
     */
    record MapValues(MapFunction<?, ?> function) implements StepSpec {
        @Override
        public String kind() {
            return "map";
        }

        @Override
        public Object userCode() {
            return function;
        }
    }

    /**
     * Keeps some.
     *
     * @param function the user's function
     */
    record FilterValues(FilterFunction<?> function) implements StepSpec {
        @Override
        public String kind() {
            return "filter";
        }

        @Override
        public Object userCode() {
            return function;
        }
    }

    /**
     * Maps one to many.
     *
     * @param function the user's function
     */
    record FlatMapValues(FlatMapFunction<?, ?> function) implements StepSpec {
        @Override
        public String kind() {
            return "flatMap";
        }

        @Override
        public boolean canEmitTo(String sideOutput) {
            return true;
        }

        @Override
        public Object userCode() {
            return function;
        }
    }

    /**
     * Aggregates the windows of each key.
     *
     * @param window the windows
     * @param aggregate the aggregate
     * @param lateRecords side output of records that come too late, or null to count and warn only
     */
    record WindowAggregate(
            WindowSpec window,
            Aggregate<?, ?, ?> aggregate,
            @Nullable OutputTag<?> lateRecords) implements StepSpec {
        @Override
        public String kind() {
            return "window";
        }

        @Override
        public boolean canEmitTo(String sideOutput) {
            return lateRecords != null && lateRecords.name().equals(sideOutput);
        }

        @Override
        public boolean needsKey() {
            return true;
        }

        @Override
        public Object userCode() {
            return aggregate;
        }

        /** Whether records may be aggregated before they cross threads. */
        public boolean isTwoStage() {
            boolean isAligned =
                    window.shape() instanceof WindowSpec.Tumbling || window.shape() instanceof WindowSpec.Sliding;
            return isAligned && window.earlyFiring() == null && aggregate instanceof CombinableAggregate;
        }
    }

    /**
     * Free-form keyed step.
     *
     * @param process the user's code
     * @param states its state
     */
    record ProcessKeyed(KeyedProcess<?, ?, ?> process, List<StateHandle<?>> states) implements StepSpec {
        @Override
        public String kind() {
            return "process";
        }

        @Override
        public boolean canEmitTo(String sideOutput) {
            return true;
        }

        @Override
        public boolean needsKey() {
            return true;
        }

        @Override
        public Object userCode() {
            return process;
        }
    }

    /**
     * Free-form keyed step on two inputs.
     *
     * @param process the user's code
     * @param states its state
     */
    record CoProcessKeyed(KeyedCoProcess<?, ?, ?, ?> process, List<StateHandle<?>> states) implements StepSpec {
        @Override
        public String kind() {
            return "coProcess";
        }

        @Override
        public boolean canEmitTo(String sideOutput) {
            return true;
        }

        @Override
        public boolean needsKey() {
            return true;
        }

        @Override
        public Object userCode() {
            return process;
        }
    }

    /**
     * Operator under the low-level contract.
     *
     * @param factory makes the operators
     * @param states state that the operators use
     */
    record RunOperator(OperatorFactory<?, ?> factory, List<StateHandle<?>> states) implements StepSpec {
        @Override
        public String kind() {
            return "operator";
        }

        @Override
        public boolean canEmitTo(String sideOutput) {
            return true;
        }

        @Override
        public boolean needsKey() {
            return !states.isEmpty();
        }

        @Override
        public Object userCode() {
            return factory;
        }
    }

    /**
     * Writes to a sink.
     *
     * @param sink where the results go
     * @param userCode object that holds the user's code
     * @param isIdempotent whether writing a result again changes nothing
     */
    record WriteSink(Sink<?> sink, Object userCode, boolean isIdempotent) implements StepSpec {

        /** A sink that says itself whether it is idempotent. */
        public WriteSink(Sink<?> sink, Object userCode) {
            this(sink, userCode, sink.isIdempotent());
        }

        /** With the word of somebody who knows that writing a result again changes nothing. */
        public WriteSink idempotent() {
            return new WriteSink(sink, userCode, true);
        }

        /** Whether what is written becomes visible with a checkpoint. */
        public boolean isTransactional() {
            return sink instanceof TransactionalSink<?>;
        }

        @Override
        public String kind() {
            return "sink";
        }
    }

    /**
     * Stands for a source, operator or sink that the application declares elsewhere under the name of the step: a method
     * of a bean, or a function bean. A topology that holds one is complete only after the application has put the
     * declared step in its place.
     *
     * @param role what the graph expects of it
     */
    record Declared(Role role) implements StepSpec {

        @Override
        public String kind() {
            return role.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean canEmitTo(String sideOutput) {
            return role != Role.SINK;
        }

        @Override
        public Object userCode() {
            return this;
        }

        /** What a step is in the graph. */
        public enum Role {
            /** It begins a stream. */
            SOURCE,
            /** It takes a stream and yields another. */
            OPERATOR,
            /** It ends a stream. */
            SINK
        }
    }
}
