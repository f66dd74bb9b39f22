package io.millrace.worker.autoconfigure.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.control.ApplicationControl;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MetersTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final FakeApplication application = new FakeApplication();
    private final AtomicLong nanos = new AtomicLong();
    private final TopologySnapshots snapshots = new TopologySnapshots(application, nanos::get);
    private final TopologyMeters meters = new TopologyMeters(snapshots, () -> FakeApplication.WATERMARK + 1500);
    private final MeterRegistry registry = new SimpleMeterRegistry();

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withBean("shopControl", ApplicationControl.class, () -> application)
            .withConfiguration(AutoConfigurations.of(
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class,
                    MillraceMetersAutoConfiguration.class));

    @Test
    void shouldShowTheCountersOfEachOperator() {
        application.running("orders", 1, 20);
        meters.bindTo(registry);
        assertThat(counter("millrace.operator.records.out", "read")).isEqualTo(20);
        assertThat(counter("millrace.operator.records.in", "write")).isEqualTo(20);
        assertThat(counter("millrace.operator.records.skipped", "write")).isEqualTo(2);
        assertThat(counter("millrace.operator.records.dead.lettered", "write")).isEqualTo(1);
        assertThat(counter("millrace.operator.records.retried", "write")).isEqualTo(10);
        assertThat(counter("millrace.operator.records.late", "write")).isEqualTo(4);
        assertThat(gauge("millrace.operator.overflow.max", "write")).isEqualTo(7);
    }

    @Test
    void shouldShowWatermarkAndItsLagInTheUnitOfTheRegistry() {
        application.running("orders", 1, 20);
        meters.bindTo(registry);
        assertThat(registry.get("millrace.operator.watermark")
                        .tag("operator", "write")
                        .timeGauge()
                        .value(TimeUnit.SECONDS))
                .isEqualTo(1_700_000_000);
        assertThat(registry.get("millrace.operator.watermark.lag")
                        .tag("operator", "write")
                        .timeGauge()
                        .value(TimeUnit.SECONDS))
                .isEqualTo(1.5);
    }

    @Test
    void shouldShowNoWatermarkBeforeTheFirstStartAndAfterTheEnd() {
        application.with("orders");
        meters.bindTo(registry);
        assertThat(gauge("millrace.operator.watermark", "write")).isNaN();
        nanos.addAndGet(SECOND);
        application.ended("orders", TopologyState.FINISHED, 1, 5);
        assertThat(gauge("millrace.operator.watermark.lag", "write")).isNaN();
        assertThat(counter("millrace.operator.records.in", "write")).isEqualTo(5);
    }

    @Test
    void shouldShowStateAndHealthAsOneAmongZeros() {
        application.stuck("orders");
        meters.bindTo(registry);
        assertThat(state("running")).isEqualTo(1);
        assertThat(state("failed")).isZero();
        assertThat(registry.get("millrace.topology.health")
                        .tag("health", "degraded")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("millrace.topology.health").gauges()).hasSize(5);
        nanos.addAndGet(SECOND);
        application.failed("orders");
        assertThat(state("running")).isZero();
        assertThat(state("failed")).isEqualTo(1);
    }

    @Test
    void shouldMeasureTheLastCheckpointAndCountAll() {
        application.checkpointed("orders", TopologyState.RUNNING, 2);
        meters.bindTo(registry);
        assertThat(registry.get("millrace.checkpoint.completed")
                        .functionCounter()
                        .count())
                .isEqualTo(7);
        assertThat(registry.get("millrace.checkpoint.failed").functionCounter().count())
                .isEqualTo(2);
        assertThat(registry.get("millrace.topology.restarts").functionCounter().count())
                .isEqualTo(1);
        assertThat(seconds("duration")).isEqualTo(0.25);
        assertThat(seconds("alignment")).isEqualTo(0.02);
        assertThat(seconds("freeze")).isEqualTo(0.003);
        assertThat(seconds("write")).isEqualTo(0.1);
        assertThat(seconds("age")).isEqualTo(1.5);
        assertThat(registry.get("millrace.checkpoint.size").gauge().value()).isEqualTo(4096);
        assertThat(registry.get("millrace.checkpoint.added").gauge().value()).isEqualTo(4096);
        nanos.addAndGet(SECOND);
        application.running("orders", 2, 0);
        assertThat(seconds("age")).as("none yet in this run").isNaN();
        assertThat(registry.get("millrace.checkpoint.completed")
                        .functionCounter()
                        .count())
                .as("over all runs")
                .isEqualTo(7);
    }

    private double seconds(String name) {
        return registry.get("millrace.checkpoint." + name).timeGauge().value(TimeUnit.SECONDS);
    }

    @Test
    void shouldLookAtTheTopologiesOnceAScrape() {
        application.running("orders", 1, 20).running("returns", 1, 20);
        meters.bindTo(registry);
        nanos.addAndGet(SECOND);
        int before = application.looks;
        registry.forEachMeter(meter -> meter.measure().forEach(measurement -> measurement.getValue()));
        assertThat(application.looks - before).isEqualTo(1);
    }

    @Test
    void shouldCountOverRuns() {
        application.running("orders", 1, 20);
        meters.bindTo(registry);
        application.ended("orders", TopologyState.STOPPED, 1, 30);
        meters.onStateChanged(new TopologyStateChanged(
                TopologyState.STOPPING, application.topology("orders").status()));
        application.running("orders", 2, 4);
        nanos.addAndGet(SECOND);
        assertThat(counter("millrace.operator.records.in", "write")).isEqualTo(34);
    }

    @Test
    void shouldTakeItsMetersWithIt() {
        application.running("orders", 1, 20);
        meters.bindTo(registry);
        assertThat(registry.getMeters()).hasSize(2 * 10 + 7 + 5 + 10);
        meters.destroy();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void shouldBindToTheRegistryOfTheContext() {
        application.running("orders", 1, 20);
        context.run(started -> {
            MeterRegistry bound = started.getBean(MeterRegistry.class);
            assertThat(bound.get("millrace.operator.records.in")
                            .tags("topology", "orders", "operator", "write")
                            .functionCounter()
                            .count())
                    .isEqualTo(20);
            application.ended("orders", TopologyState.FINISHED, 1, 25);
            started.publishEvent(new TopologyStateChanged(
                    TopologyState.RUNNING, application.topology("orders").status()));
            application.running("orders", 2, 5);
            assertThat(bound.get("millrace.operator.records.in")
                            .tags("topology", "orders", "operator", "write")
                            .functionCounter()
                            .count())
                    .isEqualTo(30);
        });
    }

    @Test
    void shouldLeaveNothingInARegistryThatOutlivesTheContext() {
        application.running("orders", 1, 20);
        context.withBean("shared", MeterRegistry.class, () -> registry)
                .run(started -> assertThat(registry.getMeters()).anyMatch(MetersTest::isOurs));
        assertThat(registry.getMeters()).noneMatch(MetersTest::isOurs);
    }

    @Test
    void shouldComeOnlyWhereThereIsARegistry() {
        new ApplicationContextRunner()
                .withBean("shopControl", ApplicationControl.class, () -> application)
                .withConfiguration(AutoConfigurations.of(MillraceMetersAutoConfiguration.class))
                .run(started -> assertThat(started).hasNotFailed().doesNotHaveBean("millraceTopologyMeters"));
    }

    private static boolean isOurs(Meter meter) {
        return meter.getId().getName().startsWith("millrace.");
    }

    private double counter(String name, String operator) {
        return registry.get(name).tag("operator", operator).functionCounter().count();
    }

    private double gauge(String name, String operator) {
        return registry.get(name).tag("operator", operator).gauge().value();
    }

    private double state(String state) {
        return registry.get("millrace.topology.state")
                .tag("state", state)
                .gauge()
                .value();
    }
}
