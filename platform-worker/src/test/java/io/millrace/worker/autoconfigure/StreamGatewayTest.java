package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.control.ApplicationControl;
import io.millrace.control.UnknownCheckpointException;
import io.millrace.gateway.GatewayException;
import io.millrace.gateway.GatewayException.Reason;
import io.millrace.gateway.StreamGateway;
import io.millrace.source.Sources;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.TopologyState;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

@Timeout(60)
class StreamGatewayTest {

    private static final int SENT = 100_000;

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withInitializer(TemporaryDataFolder::of)
            .withConfiguration(AutoConfigurations.of(MillraceAutoConfiguration.class))
            .withUserConfiguration(Doubling.class);

    @Test
    void shouldTakeEveryRecordThatItAccepts() {
        application.run(context -> {
            StreamGateway gateway = context.getBean(StreamGateway.class);
            Doubling doubling = context.getBean(Doubling.class);

            Flux.merge(IntStream.range(0, 4)
                            .mapToObj(sender -> Flux.range(1, SENT / 4)
                                    .flatMap(number -> gateway.send("numbers", (long) number), 256)
                                    .subscribeOn(Schedulers.boundedElastic()))
                            .toList())
                    .blockLast();

            await(() -> doubling.count.sum() == SENT);
            long each = SENT / 4;
            assertThat(doubling.total.sum()).isEqualTo(4 * each * (each + 1));
        });
    }

    @Test
    void shouldShowResultsWhileTheyCome() {
        application.run(context -> {
            StreamGateway gateway = context.getBean(StreamGateway.class);
            BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
            Disposable subscription = gateway.flux("doubled", Long.class).subscribe(seen::add);

            gateway.send("numbers", 21L).block();
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(42);

            subscription.dispose();
            gateway.send("numbers", 22L).block();
            await(() -> context.getBean(Doubling.class).count.sum() == 2);
            assertThat(seen).isEmpty();
        });
    }

    @Test
    void shouldGoOnShowingResultsAfterAStopAndAStart() {
        application.run(context -> {
            StreamGateway gateway = context.getBean(StreamGateway.class);
            BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
            CountDownLatch completed = new CountDownLatch(1);
            gateway.flux("doubling/doubled", Long.class)
                    .doOnComplete(completed::countDown)
                    .subscribe(seen::add);

            gateway.stop("doubling");
            await(() -> gateway.status("doubling").state() == TopologyState.STOPPED);
            assertThat(failure(gateway, "numbers", 1L).reason()).isEqualTo(Reason.NOT_RUNNING);

            gateway.start("doubling");
            gateway.send("numbers", 4L).block();
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(8);

            context.close();
            assertThat(completed.await(10, TimeUnit.SECONDS)).isTrue();
        });
    }

    @Test
    void shouldNotLetASlowSubscriberSlowTheTopology() {
        application.run(context -> {
            StreamGateway gateway = context.getBean(StreamGateway.class);
            CountDownLatch isStuck = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            gateway.flux("doubled", Long.class).subscribe(value -> {
                isStuck.countDown();
                awaitQuietly(goOn);
            });
            gateway.send("numbers", 0L).block();
            assertThat(isStuck.await(10, TimeUnit.SECONDS)).isTrue();

            Flux.range(1, SENT)
                    .flatMap(number -> gateway.send("numbers", (long) number), 256)
                    .blockLast(Duration.ofSeconds(30));

            await(() -> context.getBean(Doubling.class).count.sum() == SENT + 1);
            goOn.countDown();
        });
    }

    @Test
    void shouldForgetRecordsThatAreTakenBack() {
        application.withUserConfiguration(Stuck.class).run(context -> {
            StreamGateway gateway = context.getBean(StreamGateway.class);
            // The first ones fill the channels, the rest waits.
            for (int i = 0; i < 100_000; i++) {
                gateway.send("words", "word").subscribe().dispose();
            }

            Disposable kept = gateway.send("words", "word").subscribe();
            assertThat(kept.isDisposed()).isFalse();
            context.getBean(Stuck.class).goOn.countDown();
            await(kept::isDisposed);
        });
    }

    @Test
    void shouldStartAgainWhatHasFailedOrFinished() {
        application
                .withUserConfiguration(Failing.class)
                .withPropertyValues("millrace.restart.attempts=0")
                .run(context -> {
                    StreamGateway gateway = context.getBean(StreamGateway.class);
                    gateway.send("names", "nobody").block();
                    await(() -> gateway.status("failing").state() == TopologyState.FAILED);

                    gateway.start("failing");
                    gateway.send("names", "somebody").block();

                    await(() -> gateway.status("failing").operator("output").recordsIn() == 1);
                    // Records may arrive before the last of the tasks is open.
                    await(() -> gateway.status("failing").state() == TopologyState.RUNNING);
                });
    }

    /** The record itself is gone with the attempt that failed: the gateway cannot give it again. */
    @Test
    void shouldGoOnAfterARecordThatFails() {
        application.withUserConfiguration(Failing.class).run(context -> {
            StreamGateway gateway = context.getBean(StreamGateway.class);
            gateway.send("names", "nobody").block();
            await(() -> gateway.status("failing").checkpoints().restarts() == 1);
            await(() -> gateway.status("failing").state() == TopologyState.RUNNING);

            gateway.send("names", "somebody").block();
            await(() -> gateway.status("failing").operator("output").recordsIn() == 1);
            await(() -> gateway.status("failing").state() == TopologyState.RUNNING);
        });
    }

    @Test
    void shouldTakeSavepoints() {
        application
                .withUserConfiguration(Tripling.class)
                .withPropertyValues("millrace.topologies.tripling.guarantee=at-most-once")
                .run(context -> {
                    StreamGateway gateway = context.getBean(StreamGateway.class);
                    ApplicationControl control = context.getBean(ApplicationControl.class);
                    await(() -> gateway.status("doubling").state() == TopologyState.RUNNING);

                    long first = gateway.savepoint("doubling").block();
                    long second = gateway.savepoint("doubling").block();

                    assertThat(control.checkpoints("doubling"))
                            .filteredOn(KeptCheckpoint::isSavepoint)
                            .extracting(KeptCheckpoint::id)
                            .containsExactly(second, first);
                    control.deleteSavepoint("doubling", first);
                    assertThat(control.checkpoints("doubling"))
                            .extracting(KeptCheckpoint::id)
                            .contains(second)
                            .doesNotContain(first);
                    assertThatThrownBy(() -> control.deleteSavepoint("doubling", first))
                            .isInstanceOf(UnknownCheckpointException.class)
                            .hasMessageContaining("does not exist: topology=doubling, checkpoint=" + first);
                    assertThatThrownBy(() -> gateway.savepoint("tripling").block())
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("takes no checkpoints");
                    assertThat(control.checkpoints("tripling")).isEmpty();
                });
    }

    @Test
    void shouldStartAfterAStopThatIsOnItsWay() {
        application.run(context -> {
            StreamGateway gateway = context.getBean(StreamGateway.class);
            TopologyLifecycle lifecycle = context.getBean(TopologyLifecycle.class);
            for (int i = 0; i < 20; i++) {
                lifecycle.stop(() -> {});
                lifecycle.start();

                gateway.send("numbers", 1L).block();
            }
            await(() -> context.getBean(Doubling.class).count.sum() == 20);
        });
    }

    @Test
    void shouldSayWhatIsWrongWithANameOrAType() {
        application.withUserConfiguration(Tripling.class).run(context -> {
            StreamGateway gateway = context.getBean(StreamGateway.class);

            assertThat(failure(gateway, "nothing", 1L))
                    .hasMessageContaining("step=nothing")
                    .hasMessageContaining("doubling/numbers")
                    .returns(Reason.UNKNOWN_NAME, GatewayException::reason);
            assertThat(failure(gateway, "numbers", 1L))
                    .hasMessageContaining("[doubling/numbers, tripling/numbers]")
                    .returns(Reason.UNKNOWN_NAME, GatewayException::reason);
            assertThat(failure(gateway, "doubling/numbers", "one"))
                    .hasMessageContaining("type=java.lang.Long, found=java.lang.String")
                    .returns(Reason.WRONG_TYPE, GatewayException::reason);
            assertThat(failure(gateway, "doubled", 1L))
                    .hasMessageContaining("Sources.gateway")
                    .returns(Reason.WRONG_TYPE, GatewayException::reason);
            assertThat(failure(gateway.flux("doubled", String.class)))
                    .hasMessageContaining("asked for=java.lang.String")
                    .returns(Reason.WRONG_TYPE, GatewayException::reason);
            assertThat(failure(gateway.flux("doubling/output", Long.class)))
                    .hasMessageContaining("[doubled]")
                    .returns(Reason.WRONG_TYPE, GatewayException::reason);
            assertThat(catchThrowableOfType(GatewayException.class, () -> gateway.stop("nothing")))
                    .hasMessageContaining("[doubling, tripling]");
        });
    }

    @Test
    void shouldShowTopologiesThatHaveNotRun() {
        application.withPropertyValues("millrace.autostart=false").run(context -> {
            ApplicationControl control = context.getBean(ApplicationControl.class);
            assertThat(control.topology("doubling").status().state()).isEqualTo(TopologyState.STOPPED);
            assertThat(control.topology("doubling").status().operators())
                    .extracting(operator -> operator.name())
                    .containsExactly("numbers", "doubled", "output");
            assertThat(control.topology("doubling").clockMillis()).isEqualTo(Long.MIN_VALUE);
            assertThat(control.topology("doubling").startedAtMillis()).isNull();
        });
    }

    private static GatewayException failure(StreamGateway gateway, String source, Object value) {
        return catchThrowableOfType(
                GatewayException.class, () -> gateway.send(source, value).block());
    }

    private static GatewayException failure(Flux<?> flux) {
        return catchThrowableOfType(GatewayException.class, flux::blockFirst);
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Doubling {

        final LongAdder count = new LongAdder();
        final LongAdder total = new LongAdder();

        /** Is given the gateway, though the gateway is to know the topology. */
        @Bean
        Topology doubling(StreamGateway gateway) {
            TopologyBuilder topology = TopologyBuilder.named("doubling");
            topology.source("numbers", Sources.gateway(Long.class))
                    .map("doubled", number -> number * 2)
                    .sink("output", number -> {
                        count.increment();
                        total.add(number);
                    });
            assertThat(gateway.topologies()).isEqualTo(List.of());
            return topology.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Tripling {

        @Bean
        Topology tripling() {
            TopologyBuilder topology = TopologyBuilder.named("tripling");
            topology.source("numbers", Sources.gateway(Long.class))
                    .map("tripled", number -> number * 3)
                    .sink("output", number -> {});
            return topology.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Stuck {

        final CountDownLatch goOn = new CountDownLatch(1);

        @Bean
        Topology stuck() {
            TopologyBuilder topology = TopologyBuilder.named("stuck");
            topology.source("words", Sources.gateway(String.class)).blockingSink("held", word -> awaitQuietly(goOn));
            return topology.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Failing {

        @Bean
        Topology failing() {
            TopologyBuilder topology = TopologyBuilder.named("failing");
            topology.source("names", Sources.gateway(String.class))
                    .filter("known", name -> {
                        if (name.equals("nobody")) {
                            throw new IllegalArgumentException("nobody is known");
                        }
                        return true;
                    })
                    .sink("output", name -> {});
            return topology.build();
        }
    }
}
