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
import io.millrace.status.TappedRecords;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
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

    @Test
    void shouldShowWhatRecordsLookLike() {
        APPLICATION.run(context -> {
            TappedRecords tapped = tapped(context.getBean(ApplicationControl.class));

            assertThat(tapped.records()).hasSizeBetween(1, 5).allSatisfy(record -> {
                assertThat(record.type()).isEqualTo("java.lang.Long");
                assertThat(record.text()).matches("9+");
            });
            assertThat(tapped.seen()).isGreaterThan(tapped.records().size());
            assertThat(tapped.silentMembers()).isEmpty();
        });
    }

    @Test
    void shouldShowRecordsAsTheyAreWhereThatIsConfigured() {
        APPLICATION.withPropertyValues("millrace.tap.content=whole").run(context -> {
            TappedRecords tapped = tapped(context.getBean(ApplicationControl.class));

            assertThat(tapped.records())
                    .allSatisfy(record -> assertThat(record.text()).matches("\\d+"))
                    .anySatisfy(record -> assertThat(record.text()).isNotEqualTo("9"));
        });
    }

    @Test
    void shouldShowNoRecordsWhereThatIsConfigured() {
        APPLICATION.withPropertyValues("millrace.tap.content=none").run(context -> {
            ApplicationControl control = context.getBean(ApplicationControl.class);

            assertThatThrownBy(() -> control.tap("steady", "numbers", 5, 1).get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("millrace.tap.content=none", "set it to shape or whole");
        });
    }

    @Test
    void shouldLetAFewLookAtATime() {
        APPLICATION.run(context -> {
            ApplicationControl control = context.getBean(ApplicationControl.class);
            List<String> refusals = refusals(control);
            // A machine that stops for seconds lets all of them look one after the other.
            while (refusals.isEmpty()) {
                refusals = refusals(control);
            }

            assertThat(refusals).allSatisfy(refusal -> assertThat(refusal).contains("Too many look at records"));
            assertThat(tapped(control).records()).as("looks end by themselves").isNotEmpty();
        });
    }

    /** What those are told who may not look, of twelve that ask at once; when the others have looked. */
    private static List<String> refusals(ApplicationControl control) {
        List<CompletableFuture<String>> looks = IntStream.range(0, 12)
                .mapToObj(look -> control.tap("steady", "numbers", 1, 1)
                        .handle((seen, failure) -> failure == null ? "" : String.valueOf(failure)))
                .toList();
        return looks.stream()
                .map(CompletableFuture::join)
                .filter(refusal -> !refusal.isEmpty())
                .toList();
    }

    @Test
    void shouldRefuseToLookAtAStepThatThereIsNot() {
        APPLICATION.run(context -> assertThatThrownBy(
                        () -> context.getBean(ApplicationControl.class).tap("steady", "nubmers", 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("step=nubmers", "numbers"));
    }

    /** The topology may not have begun: until it gives something. */
    private static TappedRecords tapped(ApplicationControl control) throws Exception {
        TappedRecords tapped = control.tap("steady", "numbers", 5, 1).get(60, TimeUnit.SECONDS);
        while (tapped.seen() < 6) {
            tapped = control.tap("steady", "numbers", 5, 1).get(60, TimeUnit.SECONDS);
        }
        return tapped;
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
