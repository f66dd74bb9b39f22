package io.millrace.worker.simulation.crash;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The application of a simulation: a seed decides what it is made of. State by key, timers, and windows of all shapes, behind
 * keyed exchanges and a detour on which records are dealt in turn.
 */
final class CrashProgram {

    private static final StateHandle<ValueState<Long>> LAST = StateHandle.value("last", Long.class);
    private static final long TIMER_MILLIS = 25;
    private static final int KEYS_OF_SPLIT = 10;
    private static final Duration DISORDER = Duration.ofMillis(20);

    private final List<List<Event>> splits;
    private final Windows windows;
    private final boolean hasDetour;
    private final boolean hasTimers;
    private final boolean hasStateKinds;
    private final int keyModulus;
    private final boolean hasSearch;
    private final boolean overwrites;

    CrashProgram(Random random, CrashLimits limits) {
        this.splits = events(random).stream()
                .map(events -> events.subList(0, Math.min(events.size(), limits.events())))
                .toList();
        this.windows = Windows.values()[random.nextInt(Windows.values().length)];
        this.hasDetour = random.nextBoolean();
        this.hasTimers = random.nextBoolean();
        this.hasStateKinds = random.nextBoolean();
        this.keyModulus = 1 + random.nextInt(5);
        this.hasSearch = random.nextBoolean();
        this.overwrites = random.nextInt(3) == 0;
    }

    List<List<Event>> splits() {
        return splits;
    }

    /** The topology, in one process. */
    Topology topology(Guarantee guarantee, Surroundings surroundings) {
        Chaos chaos = surroundings.chaos();
        TopologyBuilder builder =
                TopologyBuilder.named("crash").guarantee(guarantee).keyGroups(16);
        EventSource source = new EventSource(splits, surroundings);
        DataStream<Event> events = builder.source(
                "events",
                hasSearch ? new FoundEvents(source, surroundings) : source,
                WatermarkStrategy.<Event>boundedDisorder(DISORDER));
        DataStream<Event> checked = events.keyBy(Event::key)
                .process("sequence", new SequenceCheck(chaos, surroundings.violations()), LAST)
                .typed(Event.class);
        checked.map("event-text", event -> "e " + event.key() + " " + event.sequence())
                .sinkTo("event-out", new LedgerSink("events", surroundings));
        if (overwrites) {
            checked.map("latest-text", event -> event.key() + " " + event.sequence())
                    .sinkTo("latest-out", new OverwritingSink(surroundings));
        }
        DataStream<Event> detour = hasDetour
                ? events.rebalance()
                        .map("detour", event -> {
                            chaos.call(800);
                            return event;
                        })
                        .typed(Event.class)
                : events;
        if (hasTimers) {
            checked.keyBy(Event::key)
                    .process("timers", new Alarm())
                    .typed(String.class)
                    .sinkTo("timer-out", new LedgerSink("timers", surroundings));
        }
        if (hasStateKinds) {
            events.keyBy(Event::key)
                    .process("kinds", new StateKinds(), StateKinds.STATES)
                    .typed(String.class)
                    .sinkTo("kinds-out", new LedgerSink("kinds", surroundings));
        }
        int modulus = keyModulus;
        detour.keyBy(event -> event.key() % modulus)
                .window(windows.spec())
                .aggregate("windows", Aggregates.<Event>sum(event -> event.sequence()))
                .map("window-text", CrashProgram::text)
                .sinkTo("window-out", new LedgerSink("windows", surroundings));
        return builder.build();
    }

    /** What the sinks have to hold in the end, in any order. */
    List<String> expected() {
        return expected(splits);
    }

    /** The same, if sources were told to end when they had read so much. */
    private List<String> expected(List<List<Event>> splits) {
        List<String> expected = new ArrayList<>();
        for (List<Event> split : splits) {
            for (Event event : split) {
                expected.add("e " + event.key() + " " + event.sequence());
                if (hasTimers) {
                    expected.add("t " + event.key() + " " + (event.timestampMillis() + TIMER_MILLIS));
                }
            }
        }
        if (hasStateKinds) {
            expected.addAll(StateKinds.expected(splits));
        }
        expected.addAll(windows.expected(splits, keyModulus));
        return expected;
    }

    /** What the sinks have to hold, given what they show of the events themselves, in any order: all of it for a part of each split. */
    List<String> expectedOfPart(List<String> shown) {
        int[] read = new int[splits.size()];
        shown.stream()
                .filter(result -> result.startsWith("e "))
                .forEach(result -> read[Integer.parseInt(result.split(" ")[1]) / KEYS_OF_SPLIT]++);
        List<List<Event>> parts = new ArrayList<>();
        for (int split = 0; split < read.length; split++) {
            List<Event> events = splits.get(split);
            parts.add(events.subList(0, Math.min(read[split], events.size())));
        }
        return expected(parts);
    }

    @Override
    public String toString() {
        return "windows=" + windows + ", detour=" + hasDetour + ", timers=" + hasTimers + ", kinds=" + hasStateKinds
                + ", overwrites=" + overwrites
                + ", keys=" + keyModulus + ", events="
                + splits.stream().map(List::size).toList();
    }

    static String text(WindowResult<Integer, Long> result) {
        return text(result.key(), result.window().startMillis(), result.window().endMillis(), result.value());
    }

    static String text(int key, long startMillis, long endMillis, long sum) {
        return "w " + key + " " + startMillis + " " + endMillis + " " + sum;
    }

    /** Events with distinct times for each key, out of order within the bound. */
    private static List<List<Event>> events(Random random) {
        List<List<Event>> splits = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int split = 0; split < count; split++) {
            List<Event> events = new ArrayList<>();
            int length = random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(120);
            int keys = 1 + random.nextInt(4);
            long[] sequences = new long[keys];
            for (int i = 0; i < length; i++) {
                int key = random.nextInt(keys);
                long timestamp = i * 10L + random.nextInt(10);
                events.add(new Event(split * KEYS_OF_SPLIT + key, ++sequences[key], timestamp));
            }
            splits.add(events);
        }
        return splits;
    }

    /** Sees gaps and repetitions of a key, and passes the events on. */
    private static final class SequenceCheck implements KeyedProcess<Integer, Event, Event> {

        private static final long serialVersionUID = 1L;

        private final transient Chaos chaos;
        private final transient Violations violations;

        SequenceCheck(Chaos chaos, Violations violations) {
            this.chaos = chaos;
            this.violations = violations;
        }

        @Override
        public void onRecord(Event event, KeyedContext<Integer> context, Emitter<Event> out) {
            chaos.call(600);
            ValueState<Long> last = context.state(LAST);
            long expected = last.getOr(0L) + 1;
            if (event.sequence() != expected) {
                violations.add("Sequence of a key is broken: event=" + event + ", expected=" + expected);
            }
            last.set(event.sequence());
            out.emit(event);
        }
    }

    /** Sets a timer for each event, and says when it fires. */
    private static final class Alarm implements KeyedProcess<Integer, Event, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public void onRecord(Event event, KeyedContext<Integer> context, Emitter<String> out) {
            context.timers().set(event.timestampMillis() + TIMER_MILLIS);
        }

        @Override
        public void onTimer(long timestampMillis, KeyedContext<Integer> context, Emitter<String> out) {
            out.emit("t " + context.key() + " " + timestampMillis);
        }
    }

    /** Shapes of windows, with a plain way to compute their results. */
    private enum Windows {
        TUMBLING {
            @Override
            WindowSpec spec() {
                return WindowSpec.tumbling(Duration.ofMillis(SIZE_MILLIS));
            }

            @Override
            List<String> expected(List<List<Event>> splits, int modulus) {
                return WindowSums.sliding(splits, modulus, SIZE_MILLIS, SIZE_MILLIS);
            }
        },
        SLIDING {
            @Override
            WindowSpec spec() {
                return WindowSpec.sliding(Duration.ofMillis(SIZE_MILLIS), Duration.ofMillis(SIZE_MILLIS / 4));
            }

            @Override
            List<String> expected(List<List<Event>> splits, int modulus) {
                return WindowSums.sliding(splits, modulus, SIZE_MILLIS, SIZE_MILLIS / 4);
            }
        },
        LATENESS {
            @Override
            WindowSpec spec() {
                return WindowSpec.tumbling(Duration.ofMillis(SIZE_MILLIS)).allowedLateness(Duration.ofMillis(50));
            }

            @Override
            List<String> expected(List<List<Event>> splits, int modulus) {
                return WindowSums.sliding(splits, modulus, SIZE_MILLIS, SIZE_MILLIS);
            }
        },
        SESSION {
            @Override
            WindowSpec spec() {
                return WindowSpec.session(Duration.ofMillis(GAP_MILLIS));
            }

            @Override
            List<String> expected(List<List<Event>> splits, int modulus) {
                return WindowSums.sessions(splits, modulus, GAP_MILLIS);
            }
        },
        GLOBAL {
            @Override
            WindowSpec spec() {
                return WindowSpec.global();
            }

            @Override
            List<String> expected(List<List<Event>> splits, int modulus) {
                return WindowSums.global(splits, modulus);
            }
        };

        private static final long SIZE_MILLIS = 100;
        private static final long GAP_MILLIS = 30;

        abstract WindowSpec spec();

        abstract List<String> expected(List<List<Event>> splits, int modulus);
    }
}
