package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Source;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.status.StuckCall;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.TopologyBuilder;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Tasks that may block, on virtual threads; by reflection, because the code is compiled for an older JDK. */
@Timeout(60)
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {

    private static final WorkerSettings SETTINGS =
            WorkerSettings.defaults().withThreads(1).withParallelism(2).withStuckAfter(Duration.ofMillis(200));
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Probe probe = new Probe();
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void shouldRunBlockingStepsOnThem() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Queue<Long> results = new ConcurrentLinkedQueue<>();
        try (TaskExecutor executor = new TaskExecutor(SETTINGS, VirtualThreadsTest::virtual)) {
            TopologyBuilder builder = TopologyBuilder.named("virtual");
            builder.source("numbers", probe.source(2, 500))
                    .map("waiting", number -> {
                        Thread.sleep(1);
                        threads.add(nameOfVirtual(Thread.currentThread()));
                        return number;
                    })
                    .blocking()
                    .blockingSink("out", results::add);
            TopologyStatus status = executor.run(builder.build()).await(LIMIT);

            assertThat(status.state()).as("%s", status.failure()).isEqualTo(TopologyState.FINISHED);
        }
        assertThat(results).hasSize(1000);
        assertThat(threads).containsExactlyInAnyOrder("millrace-virtual-waiting-0", "millrace-virtual-waiting-1");
        assertThat(probe.isClosed()).as(probe.toString()).isTrue();
    }

    /** More tasks that compute without end than there are carriers. */
    @Test
    void shouldLetOthersRunWhileTheyCompute() {
        int tasks = 4 * Runtime.getRuntime().availableProcessors();
        try (TaskExecutor executor = new TaskExecutor(SETTINGS, VirtualThreadsTest::virtual)) {
            TopologyBuilder builder = TopologyBuilder.named("busy");
            builder.source("numbers", probe.source(tasks, Long.MAX_VALUE))
                    .parallelism(tasks)
                    .blocking()
                    .filter(number -> false)
                    .blocking()
                    .blockingSink("out", number -> {});
            TopologyRun run = executor.run(builder.build());

            Await.until(() -> probe.opened.get() == tasks, probe::toString);
            run.stop();
            Await.until(run::isClosed, run::status);
        }
        assertThat(probe.isClosed()).as(probe.toString()).isTrue();
    }

    @Test
    void shouldNameACallThatDoesNotReturnAndInterruptItAtTheEnd() {
        TopologyRun run;
        try (TaskExecutor executor =
                new TaskExecutor(SETTINGS.withStopTimeout(Duration.ofSeconds(1)), VirtualThreadsTest::virtual)) {
            TopologyBuilder builder = TopologyBuilder.named("stuck");
            builder.source("numbers", probe.source(1, 1))
                    .map("waiting", number -> {
                        never.await();
                        return number;
                    })
                    .blocking()
                    .sinkTo("out", probe.sink());
            run = executor.run(builder.build());
            Await.until(() -> !run.status().stuck().isEmpty(), run::status);

            assertThat(run.status().stuck()).extracting(StuckCall::operator).containsExactly("waiting");
            assertThat(run.status().stuck().get(0).where()).contains("VirtualThreadsTest");
        }
        assertThat(run.status().state()).isEqualTo(TopologyState.STOPPED);
        assertThat(probe.isClosed()).as(probe.toString()).isTrue();
    }

    @Test
    void shouldInterruptASourceThatWaitsWhenItIsToStop() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        Source<Long> silent = new Source<>() {

            @Override
            public List<String> splits() {
                return List.of("only");
            }

            @Override
            public SplitReader<Long> open(String split, SplitContext context) {
                return out -> {
                    reads.countDown();
                    never.await();
                    return SplitReader.Progress.END;
                };
            }
        };
        try (TaskExecutor executor = new TaskExecutor(SETTINGS, VirtualThreadsTest::virtual)) {
            TopologyBuilder builder = TopologyBuilder.named("silent");
            builder.source("numbers", silent).typed(Long.class).blocking().sinkTo("out", probe.sink());
            TopologyRun run = executor.run(builder.build());
            reads.await();
            run.stop();

            assertThat(run.await(LIMIT).state()).isEqualTo(TopologyState.STOPPED);
        }
    }

    private static String nameOfVirtual(Thread thread) throws ReflectiveOperationException {
        boolean isVirtual = (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        return isVirtual ? thread.getName() : "not virtual: " + thread.getName();
    }

    private static Thread virtual(String name, Runnable work) {
        try {
            Class<?> builderType = Class.forName("java.lang.Thread$Builder");
            Object builder = builderType
                    .getMethod("name", String.class)
                    .invoke(Thread.class.getMethod("ofVirtual").invoke(null), name);
            Method unstarted = builderType.getMethod("unstarted", Runnable.class);
            return (Thread) unstarted.invoke(builder, work);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
