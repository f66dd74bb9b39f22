package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.control.ApplicationControl;
import io.millrace.control.UnknownMemberException;
import io.millrace.control.UnknownTopologyException;
import io.millrace.metric.Metric;
import io.millrace.metric.MetricHistory;
import io.millrace.metric.MetricQuery;
import io.millrace.metric.MetricSeries;
import io.millrace.source.Sources;
import io.millrace.status.LogLine;
import io.millrace.status.MemberProcess;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a process that is alone tells of itself, while a topology runs in it. */
@Timeout(60)
class MemberQueriesTest {

    private static final ApplicationContextRunner APPLICATION = new ApplicationContextRunner()
            .withInitializer(TemporaryDataFolder::of)
            .withConfiguration(AutoConfigurations.of(
                    ConfigurationPropertiesAutoConfiguration.class, MillraceAutoConfiguration.class))
            .withUserConfiguration(Steady.class);

    @Test
    void shouldTellHowTheTopologyDidOverTime() {
        APPLICATION.run(context -> {
            ApplicationControl control = context.getBean(ApplicationControl.class);

            assertThat(awaited(control, Metric.RECORDS_IN))
                    .allSatisfy(point -> assertThat(point.value()).isPositive());
            assertThat(awaited(control, Metric.LATENCY))
                    .allSatisfy(point -> assertThat(point.distribution()).isNotNull());
            assertThatThrownBy(() -> control.history("stedy", query(Metric.BUSY)))
                    .isInstanceOf(UnknownTopologyException.class);
        });
    }

    @Test
    void shouldTellOfItsProcess() {
        APPLICATION.run(context -> {
            ApplicationControl control = context.getBean(ApplicationControl.class);

            MemberProcess process = control.process(0).get(5, TimeUnit.SECONDS);

            assertThat(process.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(process.heapUsedBytes()).isPositive().isLessThan(process.heapMaxBytes());
            assertThat(process.threads()).isPositive();
            assertThatThrownBy(() -> control.process(1))
                    .isInstanceOf(UnknownMemberException.class)
                    .hasMessageContaining("member=1");
        });
    }

    /** Applications may log with something else than Logback; this one does. */
    @Test
    void shouldSayThatItKeepsNoLinesOfALogThatIsNotLogbacks() {
        APPLICATION.run(context -> {
            ApplicationControl control = context.getBean(ApplicationControl.class);

            assertThatThrownBy(() -> control.logs(0, 2, LogLine.Level.WARN).get(5, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("none of Logback", "spring-boot-starter-logging");
        });
    }

    /** The first look is half a second away, and a step is told when it is over. */
    private static List<MetricSeries.Point> awaited(ApplicationControl control, Metric metric) throws Exception {
        List<MetricSeries.Point> points = points(control, metric);
        while (points.isEmpty()) {
            LockSupport.parkNanos(50_000_000);
            points = points(control, metric);
        }
        return points;
    }

    private static List<MetricSeries.Point> points(ApplicationControl control, Metric metric) throws Exception {
        MetricHistory history = control.history("steady", query(metric)).get(5, TimeUnit.SECONDS);
        assertThat(history.silentMembers()).isEmpty();
        return history.series().stream()
                .filter(series -> !metric.isOfOperators() || "output".equals(series.operator()))
                .flatMap(series -> series.points().stream())
                .toList();
    }

    private static MetricQuery query(Metric metric) {
        long now = System.currentTimeMillis();
        return new MetricQuery(metric, false, null, null, now - 60_000, now, 1);
    }

    @Configuration(proxyBeanMethods = false)
    static class Steady {

        @Bean
        Topology steady() {
            TopologyBuilder topology = TopologyBuilder.named("steady");
            topology.source("numbers", Sources.steady(1000, number -> number)).sink("output", number -> {});
            return topology.build();
        }
    }
}
