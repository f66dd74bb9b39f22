package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.operator.KeyedProcess;
import io.millrace.state.StateHandle;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import java.lang.reflect.Field;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A topology is stopped, its classes are changed and compiled anew, and it goes on with the state that it had. */
@Timeout(60)
class StateEvolutionTest {

    private static final String NAME = "evolving";
    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofHours(1));

    /** A program with a record in its state; what may differ between two releases is put in. */
    private static final String PROGRAM = """
            import io.millrace.function.Emitter;
            import io.millrace.operator.*;
            import io.millrace.state.*;

            public final class Program implements KeyedProcess<Long, Long, String> {

                public record Visits(%s) {}

                public static final StateHandle<ValueState<Visits>> VISITS = StateHandle.value("%s", Visits.class);

                public void onRecord(Long value, KeyedContext<Long> context, Emitter<String> out) {
                    ValueState<Visits> state = context.state(VISITS);
                    Visits visits = state.get();
                    Visits next = %s;
                    state.set(next);
                    out.emit(next.toString());
                }
            }
            """;

    private static final String FIRST =
            PROGRAM.formatted("long count", "visits", "new Visits(visits == null ? 1 : visits.count() + 1)");

    @TempDir
    private Path folder;

    private final GatedNumbers numbers = new GatedNumbers(1, 6);
    private final ShownLines shown = new ShownLines();

    @Test
    void shouldFillAFieldThatIsNew() throws Exception {
        runFirst();
        runToEnd(
                PROGRAM.formatted(
                        "String last, long count",
                        "visits",
                        "new Visits(visits == null ? \"none\" : visits.last() + value, visits == null ? 1 :"
                                + " visits.count() + 1)"),
                SETTINGS);
        assertThat(shown.lines())
                .containsExactly(
                        "Visits[last=null3, count=4]", "Visits[last=null34, count=5]", "Visits[last=null345, count=6]");
    }

    @Test
    void shouldForgetAFieldThatIsGone() throws Exception {
        run(
                PROGRAM.formatted(
                        "String first, long count",
                        "visits",
                        "new Visits(\"first\", visits == null ? 1 : visits.count() + 1)"),
                SETTINGS);
        runToEnd(FIRST, SETTINGS);
        assertThat(shown.lines()).containsExactly("Visits[count=4]", "Visits[count=5]", "Visits[count=6]");
    }

    @Test
    void shouldRefuseAFieldOfAnotherType() throws Exception {
        runFirst();
        assertRefused(
                PROGRAM.formatted(
                        "String count", "visits", "new Visits(visits == null ? \"1\" : visits.count() + \"1\")"),
                "operators=[counts]",
                "Written values cannot be read as the present type: type=Program$Visits",
                "field=count, written=long, present=string");
    }

    @Test
    void shouldRefuseStateThatIsNotDeclaredAnyMore() throws Exception {
        runFirst();
        assertRefused(
                FIRST.replace("\"visits\"", "\"calls\""),
                "State has no owner: operator=counts, state=visits; declare it again, or allow by name that it is"
                        + " dropped: counts/visits");
    }

    @Test
    void shouldDropStateThatIsNotDeclaredAnyMoreAndMayBeDropped() throws Exception {
        runFirst();
        runToEnd(FIRST.replace("\"visits\"", "\"calls\""), SETTINGS.withDroppable(Set.of("counts/visits")));
        assertThat(shown.lines()).containsExactly("Visits[count=1]", "Visits[count=2]", "Visits[count=3]");
    }

    @Test
    void shouldGoOnAfterARefusalWithTheProgramThatItHad() throws Exception {
        runFirst();
        assertRefused(FIRST.replace("\"visits\"", "\"calls\""), "State has no owner");
        runToEnd(FIRST, SETTINGS);
        assertThat(shown.lines()).containsExactly("Visits[count=4]", "Visits[count=5]", "Visits[count=6]");
    }

    private void runFirst() throws Exception {
        run(FIRST, SETTINGS);
    }

    /** Takes half of the numbers and stops. */
    private void run(String program, SupervisorSettings settings) throws Exception {
        numbers.lift(3);
        try (URLClassLoader classes = Releases.compile(folder, program);
                FileCheckpointStore store = FileCheckpointStore.open(NioDisk.at(folder), NAME);
                TaskExecutor executor =
                        new TaskExecutor(WorkerSettings.defaults().withThreads(1))) {
            TopologyRun run = executor.run(topology(classes), change -> {}, new Taps(), store, settings);
            Await.until(() -> shown.written() == 3, shown::written);
            run.stop();
            assertThat(run.await(Duration.ofSeconds(20)).state()).isEqualTo(TopologyState.STOPPED);
            assertThat(shown.lines()).hasSize(3);
        }
        shown.clear();
    }

    private void runToEnd(String program, SupervisorSettings settings) throws Exception {
        numbers.lift(6);
        try (URLClassLoader classes = Releases.compile(folder, program);
                FileCheckpointStore store = FileCheckpointStore.open(NioDisk.at(folder), NAME);
                TaskExecutor executor =
                        new TaskExecutor(WorkerSettings.defaults().withThreads(1))) {
            TopologyStatus status = executor.run(topology(classes), change -> {}, new Taps(), store, settings)
                    .await(Duration.ofSeconds(20));
            assertThat(status.failure()).isNull();
            assertThat(status.state()).isEqualTo(TopologyState.FINISHED);
        }
    }

    private void assertRefused(String program, String... messages) throws Exception {
        try (URLClassLoader classes = Releases.compile(folder, program);
                FileCheckpointStore store = FileCheckpointStore.open(NioDisk.at(folder), NAME);
                TaskExecutor executor =
                        new TaskExecutor(WorkerSettings.defaults().withThreads(1))) {
            assertThatThrownBy(() -> executor.run(topology(classes), change -> {}, new Taps(), store, SETTINGS))
                    .isInstanceOf(TopologyStartException.class)
                    .hasMessageContainingAll(messages);
        }
    }

    private Topology topology(ClassLoader classes) throws ReflectiveOperationException {
        Class<?> program = classes.loadClass("Program");
        Field state = program.getField("VISITS");
        @SuppressWarnings("unchecked") // It says so itself.
        KeyedProcess<Long, Long, String> process =
                (KeyedProcess<Long, Long, String>) program.getConstructor().newInstance();
        TopologyBuilder builder = TopologyBuilder.named(NAME);
        builder.source("numbers", numbers)
                .keyBy(Long.class, n -> 0L)
                .process("counts", process, (StateHandle<?>) state.get(null))
                .parallelism(1)
                .sinkTo("shown", shown);
        return builder.build();
    }
}
