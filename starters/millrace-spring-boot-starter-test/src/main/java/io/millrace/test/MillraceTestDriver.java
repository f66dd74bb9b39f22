package io.millrace.test;

import io.millrace.function.FlatMapFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.OutputTag;
import io.millrace.time.Timestamped;
import io.millrace.topology.Step;
import io.millrace.topology.StepSpec;
import io.millrace.topology.Topology;
import io.millrace.type.TypeRef;
import io.millrace.worker.task.OperatorCounters;
import io.millrace.worker.task.OperatorFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs a topology in a test: the engine itself, on the thread of the test and on virtual time. The test feeds the sources
 * and sees what comes out of every step; the sinks of the topology are not called unless it asks for that.
 *
 * <p><b>Contract.</b> After each call everything has happened that can happen without more input or more time. Records
 * move the watermark as the source's own strategy says; {@link #advanceWatermark} moves it further. What fails in user
 * code, or is changed after it was emitted, fails the call as an {@link AssertionError}.
 *
 * <p><b>Thread.</b> Used by one thread.
 *
 * <p><b>Lifecycle.</b> {@link #close} closes the operators, whether the sources have ended or not.
 */
public final class MillraceTestDriver implements AutoCloseable {

    private final Topology original;
    private final DriverOptions options;
    private DriverTopology driven;
    private VirtualRun run;

    private MillraceTestDriver(Topology original, DriverOptions options) {
        this.original = original;
        this.options = options;
        this.driven = new DriverTopology(original, options);
        this.run = new VirtualRun(driven.topology(), options);
        start();
    }

    /** Runs a topology with one task for each step that does not say otherwise, from the beginning of 1970 on. */
    public static MillraceTestDriver of(Topology topology) {
        return builder(topology).build();
    }

    /** Begins to say how a topology is run. */
    public static Builder builder(Topology topology) {
        return new Builder(topology);
    }

    /** Sends a record whose timestamp the watermark strategy takes from its value, or else is the virtual time. */
    public MillraceTestDriver send(String source, Object value) {
        return send(source, value, run.nowMillis());
    }

    /** Sends a record; the watermark strategy may still take the timestamp from its value. */
    public MillraceTestDriver send(String source, Object value, Instant timestamp) {
        return send(source, value, timestamp.toEpochMilli());
    }

    /** Sends a record; the watermark strategy may still take the timestamp from its value. */
    public MillraceTestDriver send(String source, Object value, long timestampMillis) {
        openSource(source).send(checked(source, value), timestampMillis);
        return settle();
    }

    /** Sends records one after the other, as {@link #send(String, Object)} does. */
    public MillraceTestDriver sendAll(String source, Object... values) {
        for (Object value : values) {
            send(source, value);
        }
        return this;
    }

    /** Promises for one source that no record before this moment follows; a record that does is late, as in production. */
    public MillraceTestDriver advanceWatermark(String source, Instant to) {
        openSource(source).promise(to.toEpochMilli());
        return settle();
    }

    /** Promises for every source that has not ended that no record before this moment follows. */
    public MillraceTestDriver advanceWatermark(Instant to) {
        driven.sources().values().stream()
                .filter(source -> !source.isEnded())
                .forEach(source -> source.promise(to.toEpochMilli()));
        return settle();
    }

    /** Lets processing time pass: early firings, idleness, timers. */
    public MillraceTestDriver advanceTime(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time does not run backwards: duration=" + duration);
        }
        return guarded(() -> run.advance(duration));
    }

    /** Ends one source. */
    public MillraceTestDriver end(String source) {
        openSource(source).end();
        return settle();
    }

    /** Ends every source; the topology has to come to its end with them. */
    public MillraceTestDriver end() {
        driven.sources().values().forEach(FedSource::end);
        guarded(run::runToTheEnd);
        if (!run.hasEnded()) {
            throw new AssertionError(
                    "Topology hangs: all sources have ended, open=" + run.openStages() + "\n" + status());
        }
        return this;
    }

    /** What to say about the values that came out of a step, or of a side output as {@code step.side}, since the last look. */
    public Expectation expect(String output) {
        return new Expectation(output, capture(output).drain(), this::situation);
    }

    /**
     * What to say about the values that came out of a step since the last look, seen through a function: {@code
     * expect("counts", (WindowResult<String, Long> r) -> r.key() + " " + r.value())}.
     */
    public <T> Expectation expect(String output, Function<T, ?> view) {
        List<Timestamped<Object>> seen = new ArrayList<>();
        for (Timestamped<Object> record : capture(output).drain()) {
            seen.add(new Timestamped<>(seen(output, record.value(), view), record.timestampMillis()));
        }
        return new Expectation(output, seen, this::situation);
    }

    @SuppressWarnings("unchecked") // What is wrong with it, the function finds out.
    private static <T> Object seen(String output, Object value, Function<T, ?> view) {
        try {
            return Objects.requireNonNull(view.apply((T) value), "view of a value");
        } catch (ClassCastException e) {
            throw new AssertionError(
                    "Output holds a value of another type: output=" + output + ", found="
                            + value.getClass().getName() + ", value=" + value,
                    e);
        }
    }

    /** What came out of a step, or of a side output as {@code step.side}, since the last look. */
    public <T> List<Timestamped<T>> results(String output, Class<T> type) {
        List<Timestamped<T>> results = new ArrayList<>();
        for (Timestamped<Object> record : capture(output).drain()) {
            if (!type.isInstance(record.value())) {
                throw new AssertionError("Output holds a value of another type: output=" + output + ", expected="
                        + type.getName() + ", found="
                        + record.value().getClass().getName() + ", value="
                        + record.value());
            }
            results.add(new Timestamped<>(type.cast(record.value()), record.timestampMillis()));
        }
        return results;
    }

    /** Records that came too late for all their windows in a step so far. */
    public long lateRecords(String step) {
        original.step(step);
        return steps().stream()
                .filter(status -> status.step().equals(step))
                .mapToLong(StepStatus::lateRecords)
                .sum();
    }

    /** Virtual time. */
    public Instant now() {
        return Instant.ofEpochMilli(run.nowMillis());
    }

    /** The steps of the topology as they stand. */
    public List<StepStatus> steps() {
        Map<String, StepStatus> byName = new LinkedHashMap<>();
        original.steps().forEach(step -> byName.put(step.name(), new StepStatus(step.name(), 0, 0, 0, Long.MAX_VALUE)));
        for (OperatorCounters.Snapshot one : run.counters()) {
            byName.computeIfPresent(one.operator(), (name, sum) -> plus(sum, one));
        }
        driven.sources()
                .forEach((name, source) -> byName.computeIfPresent(
                        name, (same, sum) -> new StepStatus(name, 0, sum.recordsOut(), 0, source.watermarkMillis())));
        return List.copyOf(byName.values());
    }

    /** Virtual time and every step, for people. */
    public String status() {
        return "  now: " + now() + "\n"
                + steps().stream().map(status -> "  " + status).collect(Collectors.joining("\n"));
    }

    /** Closes the operators. Idempotent. */
    @Override
    public void close() {
        guarded(run::close);
    }

    Topology topology() {
        return original;
    }

    /** Begins anew, as if nothing had been sent. */
    void reset() {
        run.close();
        driven = new DriverTopology(original, options);
        run = new VirtualRun(driven.topology(), options);
        start();
    }

    private void start() {
        guarded(() -> {
            run.open();
            run.runUntilIdle();
        });
    }

    private MillraceTestDriver settle() {
        return guarded(run::runUntilIdle);
    }

    private MillraceTestDriver guarded(Runnable work) {
        try {
            work.run();
        } catch (OperatorFailedException e) {
            throw new AssertionError(e.getMessage() + "\n" + status(), e.getCause());
        }
        driven.captures().values().forEach(Capture::verify);
        return this;
    }

    private String situation() {
        String hint = driven.sources().values().stream().allMatch(FedSource::isEnded)
                ? ""
                : "\n  windows wait for the watermark: send later records, call advanceWatermark(...) or end()";
        return status() + hint;
    }

    private static StepStatus plus(StepStatus sum, OperatorCounters.Snapshot one) {
        return new StepStatus(
                sum.step(),
                sum.recordsIn() + one.recordsIn(),
                sum.recordsOut() + one.recordsOut(),
                sum.lateRecords() + one.lateRecords(),
                Math.min(sum.watermarkMillis(), one.watermarkMillis()));
    }

    private FedSource openSource(String name) {
        FedSource source = driven.sources().get(name);
        if (source == null) {
            throw new IllegalArgumentException("Topology has no such source: topology=" + original.name() + ", source="
                    + name + "; it has " + driven.sources().keySet());
        }
        if (source.isEnded()) {
            throw new IllegalStateException("Source has ended: source=" + name + "; send before end()");
        }
        return source;
    }

    private Object checked(String source, Object value) {
        TypeRef<?> type = original.step(source).outputType();
        if (type != null && !type.rawClass().isInstance(value)) {
            throw new IllegalArgumentException("Source gives records of another type: source=" + source + ", type="
                    + type + ", found=" + value.getClass().getName() + ", value=" + value);
        }
        return value;
    }

    private Capture capture(String output) {
        Capture capture = driven.captures().get(output);
        if (capture == null) {
            throw new IllegalArgumentException("Topology has no such output: topology=" + original.name() + ", output="
                    + output + "; it has " + driven.captures().keySet());
        }
        return capture;
    }

    /** Says how a topology is run. */
    public static final class Builder {

        private final Topology topology;
        private final Set<String> keptSinks = new HashSet<>();
        private final Map<String, StepSpec> declared = new HashMap<>();
        private final Map<String, List<String>> sideOutputs = new HashMap<>();
        private int parallelism = 1;
        private long seed;
        private Instant start = Instant.EPOCH;
        private boolean isKeepingSinks;
        private boolean isChecking = true;

        private Builder(Topology topology) {
            this.topology = topology;
        }

        /** Number of tasks of a step that does not say. */
        public Builder parallelism(int tasks) {
            this.parallelism = tasks;
            return this;
        }

        /** Decides the order in which the tasks are called. The same seed gives the same run. */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /** Virtual time at the beginning. */
        public Builder startingAt(Instant instant) {
            this.start = instant;
            return this;
        }

        /** Lets the sinks of the topology be called, besides being looked at. */
        public Builder keepSinks() {
            this.isKeepingSinks = true;
            return this;
        }

        /** Lets these sinks of the topology be called, besides being looked at. */
        public Builder keep(String... sinks) {
            for (String sink : sinks) {
                topology.step(sink);
            }
            keptSinks.addAll(Arrays.asList(sinks));
            return this;
        }

        /** Says what an operator does that the topology only names. */
        public <I, O> Builder declare(String step, MapFunction<I, O> function) {
            return declareAs(step, new StepSpec.MapValues(function));
        }

        /** Says what an operator does that the topology only names, one to many. */
        public <I, O> Builder declareFlatMap(String step, FlatMapFunction<I, O> function) {
            return declareAs(step, new StepSpec.FlatMapValues(function));
        }

        /** Looks at a side output that nothing reads. */
        public Builder sideOutput(String step, OutputTag<?> tag) {
            sideOutputs
                    .computeIfAbsent(topology.step(step).name(), name -> new ArrayList<>())
                    .add(tag.name());
            return this;
        }

        /** Does not look for values that are changed after they were emitted. */
        public Builder withoutChangeCheck() {
            this.isChecking = false;
            return this;
        }

        /** Opens the operators. */
        public MillraceTestDriver build() {
            return new MillraceTestDriver(
                    topology,
                    new DriverOptions(
                            parallelism,
                            seed,
                            start,
                            isKeepingSinks,
                            Set.copyOf(keptSinks),
                            Map.copyOf(declared),
                            Map.copyOf(sideOutputs),
                            isChecking));
        }

        private Builder declareAs(String step, StepSpec spec) {
            Step found = topology.step(step);
            if (!(found.spec() instanceof StepSpec.Declared)) {
                throw new IllegalArgumentException("Step says itself what it does: step=" + step + ", kind="
                        + found.spec().kind());
            }
            declared.put(step, spec);
            return this;
        }
    }
}
