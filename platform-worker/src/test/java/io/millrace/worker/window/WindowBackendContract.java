package io.millrace.worker.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregate;
import io.millrace.topology.StepSpec;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowSpec;
import io.millrace.worker.state.EntryLog;
import io.millrace.worker.state.HeapTables;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.KeyedPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operators of windows are frozen at random moments and work on while they are written. What was written must be what they
 * held at that moment, and an operator that takes it back, in this backend or another, must go on as they do.
 */
public abstract class WindowBackendContract {

    /** Tables of the backend, empty. */
    protected abstract KeyTables tables();

    /** Tables of another backend, empty. */
    protected KeyTables others() {
        return new HeapTables();
    }

    /** Number of runs of each test. */
    protected abstract int seeds();

    static Stream<Arguments> windows() {
        return Stream.of(
                windows("tumbling", true, WindowSpec.tumbling(millis(20))),
                windows("sliding slices", true, WindowSpec.sliding(millis(30), millis(10))),
                windows("sliding panes", false, WindowSpec.sliding(millis(30), millis(10))),
                windows("early by count", true, WindowSpec.tumbling(millis(40)).earlyEvery(3)),
                windows(
                        "early by time, discarding",
                        true,
                        WindowSpec.tumbling(millis(40)).earlyEvery(millis(5)).discarding()),
                windows(
                        "late, early by time",
                        false,
                        WindowSpec.tumbling(millis(20))
                                .allowedLateness(millis(30))
                                .earlyEvery(millis(5))),
                windows("global", true, WindowSpec.global().earlyEvery(4)),
                windows("sessions", true, WindowSpec.session(millis(4))),
                windows(
                        "sessions, late, early by time",
                        true,
                        WindowSpec.session(millis(4))
                                .allowedLateness(millis(25))
                                .earlyEvery(millis(5))),
                windows(
                        "sessions, late, discarding, early by count",
                        true,
                        WindowSpec.session(millis(4))
                                .allowedLateness(millis(25))
                                .earlyEvery(3)
                                .discarding()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("windows")
    public void shouldBeWrittenAsTheyWereAndGoOnFromThere(String name, StepSpec.WindowAggregate step) throws Exception {
        for (int seed = 0; seed < seeds(); seed++) {
            Random random = new Random(seed);
            WindowWork work = new WindowWork(step, random.nextInt(3) == 0, tables());
            work.run(random, random.nextInt(600), List.of());
            for (int barrier = 0; barrier < 3; barrier++) {
                String about = name + ", seed " + seed + ", barrier " + barrier;
                work.barrier();
                List<EntryLog.Entry<Object>> expected = writeAtOnce(work);
                long watermarkMillis = work.watermarkMillis();
                long nowMillis = work.nowMillis();
                List<EntryLog.Entry<Object>> written = writeMeanwhile(work, random);
                assertThat(counted(written)).as(about).isEqualTo(counted(expected));

                WindowWork behind = new WindowWork(step, work.isTwoStage(), others(), watermarkMillis, nowMillis);
                WindowWork restored = new WindowWork(step, work.isTwoStage(), tables(), watermarkMillis, nowMillis);
                restored.restore(shuffled(written, random));
                behind.restore(shuffled(expected, random));
                behind.fireEarly();
                restored.fireEarly();
                behind.run(random, 200, List.of(restored));
                assertThat(firstDifference(restored, behind)).as(about).isNull();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("windows")
    public void shouldGoOnAsTheOriginalDoes(String name, StepSpec.WindowAggregate step) throws Exception {
        for (int seed = 0; seed < seeds(); seed++) {
            Random random = new Random(seed);
            WindowWork work = new WindowWork(step, random.nextInt(3) == 0, tables());
            work.run(random, random.nextInt(600), List.of());
            work.barrier();
            WindowWork restored =
                    new WindowWork(step, work.isTwoStage(), others(), work.watermarkMillis(), work.nowMillis());
            restored.restore(shuffled(writeAtOnce(work), random));
            work.forgetResults();
            work.fireEarly();
            restored.fireEarly();
            work.run(random, 300, List.of(restored));
            work.end(List.of(restored));
            assertThat(firstDifference(restored, work))
                    .as("%s, seed %d", name, seed)
                    .isNull();
        }
    }

    @Test
    public void shouldNameTheTypesOfWhatTheyKeep() {
        StepSpec.WindowAggregate panes =
                (StepSpec.WindowAggregate) windows().toList().get(3).get()[1];
        StepSpec.WindowAggregate sessions =
                (StepSpec.WindowAggregate) windows().toList().get(7).get()[1];
        assertThat(new WindowWork(panes, false, tables()).part().valueType())
                .isEqualTo(new TypeRef<PaneValue<Totals.Total>>() {});
        assertThat(new WindowWork(sessions, false, tables()).part().valueType())
                .isEqualTo(new TypeRef<SessionValue<Totals.Total>>() {});
    }

    private static List<EntryLog.Entry<Object>> writeAtOnce(WindowWork work) {
        EntryLog<Object> log = new EntryLog<>(Totals::copy);
        KeyedPart.Frozen frozen = work.part().freeze(log, log);
        while (frozen.writeNext()) {}
        frozen.release();
        return log.entries();
    }

    private static List<EntryLog.Entry<Object>> writeMeanwhile(WindowWork work, Random random) throws Exception {
        EntryLog<Object> ofTask = new EntryLog<>(Totals::copy);
        EntryLog<Object> ofBackground = new EntryLog<>(Totals::copy);
        KeyedPart.Frozen frozen = work.part().freeze(ofTask, ofBackground);
        boolean isMore = true;
        for (int steps = random.nextInt(12); steps > 0; steps--) {
            work.run(random, random.nextInt(80), List.of());
            isMore = frozen.writeNext();
        }
        while (isMore) {
            isMore = frozen.writeNext();
        }
        work.run(random, 20, List.of());
        frozen.release();
        return Stream.of(ofTask, ofBackground)
                .flatMap(log -> log.entries().stream())
                .toList();
    }

    private static Map<Object, Long> counted(List<EntryLog.Entry<Object>> entries) {
        return entries.stream().collect(Collectors.groupingBy(entry -> (Object) entry, Collectors.counting()));
    }

    private static @Nullable String firstDifference(WindowWork restored, WindowWork original) {
        int count = Math.max(restored.results().size(), original.results().size());
        for (int i = 0; i < count; i++) {
            String found = i < restored.results().size() ? restored.results().get(i) : "nothing";
            String expected = i < original.results().size() ? original.results().get(i) : "nothing";
            if (!found.equals(expected)) {
                return "Line " + i + " is " + found + " and should be " + expected;
            }
        }
        return null;
    }

    private static List<EntryLog.Entry<Object>> shuffled(List<EntryLog.Entry<Object>> entries, Random random) {
        List<EntryLog.Entry<Object>> shuffled = new ArrayList<>();
        entries.forEach(entry -> shuffled.add(
                new EntryLog.Entry<>(entry.namespace(), entry.key(), entry.hash(), Totals.copy(entry.value()))));
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Arguments windows(String name, boolean isCombinable, WindowSpec spec) {
        Aggregate<Integer, Totals.Total, String> aggregate = isCombinable ? new Totals.Combined() : new Totals();
        return Arguments.of(name, new StepSpec.WindowAggregate(spec, aggregate, null));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
