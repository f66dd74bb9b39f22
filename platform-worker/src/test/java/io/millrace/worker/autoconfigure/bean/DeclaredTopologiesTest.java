package io.millrace.worker.autoconfigure.bean;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.annotation.Operator;
import io.millrace.annotation.Sink;
import io.millrace.annotation.Source;
import io.millrace.annotation.State;
import io.millrace.annotation.Window;
import io.millrace.function.Emitter;
import io.millrace.state.ValueState;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.Timestamped;
import io.millrace.topology.PathGuarantee;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.worker.autoconfigure.MillraceAutoConfiguration;
import io.millrace.worker.autoconfigure.TemporaryDataFolder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import reactor.core.publisher.Flux;

@Timeout(60)
class DeclaredTopologiesTest {

    private static final ApplicationContextRunner RUNNER = new ApplicationContextRunner()
            .withInitializer(TemporaryDataFolder::of)
            .withConfiguration(AutoConfigurations.of(
                    ConfigurationPropertiesAutoConfiguration.class, MillraceAutoConfiguration.class))
            .withPropertyValues("millrace.worker.threads=2");

    /** Each operator of the table maps readings a:1, b:2, a:3 at 1, 2, 3 s to texts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "value",
                "nullable",
                "optional",
                "list",
                "stream",
                "emitter",
                "timestamped",
                "batch",
                "flux",
                "state"
            })
    void shouldRunEachRowOfTheTable(String operator) {
        RUNNER.withUserConfiguration(Readings.class, Rows.class, Results.class)
                .withPropertyValues("row=" + operator)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Results results = context.getBean(Results.class);
                    assertThat(results.untilEnd()).isEqualTo(TopologyState.FINISHED);
                    assertThat(results.texts).containsExactlyInAnyOrderElementsOf(expected(operator));
                });
    }

    private static List<String> expected(String operator) {
        return switch (operator) {
            case "nullable", "optional" -> List.of("a1", "a3");
            case "list", "stream", "emitter" -> List.of("a", "1", "b", "2", "a", "3");
            case "timestamped" -> List.of("a1@1000", "b2@2000", "a3@3000");
            case "state" -> List.of("a1", "b2", "a4");
            default -> List.of("a1", "b2", "a3");
        };
    }

    @Test
    void shouldAggregateWindows() {
        RUNNER.withUserConfiguration(Readings.class, Windows.class, Results.class)
                .run(context -> {
                    Results results = context.getBean(Results.class);
                    assertThat(results.untilEnd()).isEqualTo(TopologyState.FINISHED);
                    assertThat(results.texts).containsExactlyInAnyOrder("a=2", "b=1");
                });
    }

    @Test
    void shouldPutNamedBeansIntoATopologyBean() {
        RUNNER.withUserConfiguration(Readings.class, Mixed.class, Results.class)
                .withPropertyValues("results.topology=mixed", "row=UPPER")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Results results = context.getBean(Results.class);
                    assertThat(results.untilEnd()).isEqualTo(TopologyState.FINISHED);
                    assertThat(results.texts).containsExactlyInAnyOrder("A", "B", "A", "A", "B", "A");
                });
    }

    @Test
    void shouldKnowFormerNamesAndIdempotentSinks() {
        RUNNER.withUserConfiguration(Readings.class, Renamed.class)
                .withPropertyValues("millrace.autostart=false", "old.name=tally")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Topology topology = DeclaredTopologies.of(
                                    List.of(),
                                    context.getSourceApplicationContext().getBeanFactory(),
                                    context.getEnvironment(),
                                    "app")
                            .get(0);
                    assertThat(topology.step("counts").formerly()).containsExactly("tally", "sums");
                    assertThat(topology.step("counts-window").formerly())
                            .containsExactly("tally-window", "sums-window");
                    assertThat(topology.step("output").formerly()).containsExactly("out");
                    assertThat(topology.guarantees().weakest())
                            .extracting(PathGuarantee::sink, PathGuarantee::reason)
                            .allSatisfy(path ->
                                    assertThat(path.toList().get(1)).asString().doesNotContain("sink"));
                });
    }

    @Test
    void shouldRefuseAFormerNameThatIsTakenWithItsPlace() {
        RUNNER.withUserConfiguration(Readings.class, RenamedTwice.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(InvalidDeclarationsException.class)
                        .hasMessageContaining("RenamedTwice.output(Reading)")
                        .hasMessageContaining(
                                "former name is the name of a step today: formerly=readings, step=readings"));
    }

    @Test
    void shouldNameEveryFaultWithItsPlace() {
        RUNNER.withUserConfiguration(Readings.class, Faulty.class, Results.class)
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(context.getStartupFailure())
                            .isInstanceOf(InvalidDeclarationsException.class)
                            .hasMessageContaining("Faulty.nothing(Reading): operator yields nothing")
                            .hasMessageContaining("Faulty.two(Reading, Reading): two parameters could be the value")
                            .hasMessageContaining("Faulty.unknown(Reading): input does not exist: input=reading,")
                            .hasMessageContaining("did you mean 'readings'?")
                            .hasMessageContaining("Faulty.hidden(Reading): method is private")
                            .hasMessageContaining("Faulty.unset(Reading): placeholder of an attribute has no value");
                });
    }

    record Reading(String device, int value, long at) {}

    static final class Readings {

        @Source(timestamp = "at")
        List<Reading> readings() {
            return List.of(new Reading("a", 1, 1000), new Reading("b", 2, 2000), new Reading("a", 3, 3000));
        }
    }

    static class Renamed {

        @Operator(
                input = "readings",
                key = "device",
                window = @Window(tumbling = "1h"),
                aggregate = "count",
                formerly = {"${old.name}", "sums"})
        String counts(WindowResult<String, Long> count) {
            return count.key();
        }

        @Sink(input = "counts", formerly = "out", idempotent = true)
        void output(String text) {}
    }

    static class RenamedTwice {

        @Sink(input = "readings", formerly = "readings")
        void output(Reading reading) {}
    }

    static class Rows {

        @Operator(input = "readings")
        String value(Reading reading) {
            return reading.device() + reading.value();
        }

        @Operator(input = "readings")
        String nullable(Reading reading) {
            return reading.device().equals("b") ? null : value(reading);
        }

        @Operator(input = "readings")
        Optional<String> optional(Reading reading) {
            return Optional.ofNullable(nullable(reading));
        }

        @Operator(input = "readings")
        List<String> list(Reading reading) {
            return List.of(reading.device(), String.valueOf(reading.value()));
        }

        @Operator(input = "readings")
        Stream<String> stream(Reading reading) {
            return list(reading).stream();
        }

        @Operator(input = "readings")
        void emitter(Emitter<String> out, Reading reading) {
            list(reading).forEach(out::emit);
        }

        @Operator(input = "readings")
        String timestamped(Timestamped<Reading> reading) {
            return value(reading.value()) + "@" + reading.timestampMillis();
        }

        @Operator(input = "readings")
        List<String> batch(List<Reading> readings) {
            return readings.stream().map(this::value).toList();
        }

        @Operator(input = "readings")
        Flux<String> flux(Flux<Reading> readings) {
            return readings.map(this::value);
        }

        @Operator(input = "readings", key = "device")
        String state(Reading reading, @State("sum") ValueState<Integer> sum) {
            sum.set(sum.getOr(0) + reading.value());
            return reading.device() + sum.get();
        }

        @Sink(
                input = {
                    "value",
                    "nullable",
                    "optional",
                    "list",
                    "stream",
                    "emitter",
                    "timestamped",
                    "batch",
                    "flux",
                    "state"
                })
        void others(String text) {}
    }

    static final class Windows {

        @Operator(input = "readings", key = "device", window = @Window(tumbling = "${size:1h}"), aggregate = "count")
        String text(WindowResult<String, Long> count) {
            return count.key() + "=" + count.value();
        }

        @Sink(input = "text")
        void drop(String text) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Mixed {

        @Bean
        Topology mixed() {
            TopologyBuilder builder = TopologyBuilder.named("mixed");
            builder.source("readings", Reading.class)
                    .through("device", String.class)
                    .through("upper", String.class)
                    .sink("store");
            return builder.build();
        }

        @Operator
        String device(Reading reading) {
            return reading.device();
        }

        @Bean
        java.util.function.Consumer<String> store(Results results) {
            return results.texts::add;
        }

        @Bean
        Function<String, String> upper() {
            return text -> text.toUpperCase(java.util.Locale.ROOT);
        }
    }

    static final class Faulty {

        @Operator(input = "readings")
        void nothing(Reading reading) {}

        @Operator(input = "readings")
        String two(Reading reading, Reading other) {
            return reading.device() + other.device();
        }

        @Operator(input = "reading")
        String unknown(Reading reading) {
            return reading.device();
        }

        @Operator(input = "readings")
        private String hidden(Reading reading) {
            return reading.device();
        }

        @Operator(input = "${nowhere}")
        String unset(Reading reading) {
            return reading.device();
        }
    }

    static final class Results {

        final ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();
        private final BlockingQueue<TopologyState> ends = new LinkedBlockingQueue<>();

        @Sink(topology = "${results.topology:}", input = "${row:text}", shared = true)
        void results(String text) {
            texts.add(text);
        }

        @EventListener
        void onChange(TopologyStateChanged change) {
            if (change.to() == TopologyState.FINISHED || change.to() == TopologyState.FAILED) {
                ends.add(change.to());
            }
        }

        TopologyState untilEnd() throws InterruptedException {
            return ends.poll(30, TimeUnit.SECONDS);
        }
    }
}
