package io.millrace.worker.autoconfigure.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.source.Source;
import io.millrace.source.Sources;
import io.millrace.source.TextSource;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Checkpointing;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Retry;
import io.millrace.topology.Step;
import io.millrace.topology.Topology;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class TopologyOverridesTest {

    private final StandardEnvironment environment = new StandardEnvironment();
    private final Map<String, Object> file = new HashMap<>();

    TopologyOverridesTest() {
        environment.getPropertySources().addFirst(new MapPropertySource("application.properties", file));
    }

    @Test
    void shouldChangeNothingWithoutProperties() {
        Topology topology = wordCount();
        assertThat(applied(topology)).isSameAs(topology);
    }

    @ParameterizedTest
    @ValueSource(strings = {"split-words", "splitWords", "SPLITWORDS", "split_words", "[split-words]"})
    void shouldFindAStepWhateverCaseAndDashes(String name) {
        file.put("millrace.topologies.wordCount.operators." + name + ".parallelism", "3");
        assertThat(applied(wordCount()).step("split-words").parallelism()).isEqualTo(3);
    }

    @Test
    void shouldFindAStepOfAVariable() {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "systemEnvironment",
                        Map.of("MILLRACE_TOPOLOGIES_WORDCOUNT_OPERATORS_SPLITWORDS_ERROR_POLICY", "skip")));
        assertThat(applied(wordCount()).step("split-words").errorPolicy()).isEqualTo(ErrorPolicy.SKIP);
    }

    @Test
    void shouldSetEverythingThatAStepHas() {
        file.put("millrace.topologies.word-count.operators.split-words.parallelism", "3");
        file.put("millrace.topologies.word-count.operators.split-words.error-policy", "dead-letter");
        file.put("millrace.topologies.word-count.operators.split-words.retries", "3");
        file.put("millrace.topologies.word-count.operators.split-words.backoff", "20ms");
        file.put("millrace.topologies.word-count.operators.split-words.blocking", "true");
        Step step = applied(wordCount()).step("split-words");
        assertThat(step.parallelism()).isEqualTo(3);
        assertThat(step.errorPolicy()).isEqualTo(ErrorPolicy.DEAD_LETTER);
        assertThat(step.retry()).isEqualTo(Retry.of(3, Duration.ofMillis(20)));
        assertThat(step.isBlocking()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"split-words, retries, 1001", "split-words, backoff, 2h", "lines, retries, 1"})
    void shouldRefuseRetriesThatAStepCannotHave(String step, String property, String value) {
        file.put("millrace.topologies.word-count.operators." + step + "." + property, value);
        assertThat(faults(wordCount()))
                .extracting(PropertyFault::property)
                .contains("millrace.topologies.word-count.operators." + step + "." + property);
    }

    /** Steps that follow those before them go on to follow; what the code says stays; the step's own property wins. */
    @ParameterizedTest
    @CsvSource({"lines, 4, 7", "split-words, 4, 7", "counted, 2, 2", "counts, 2, 2"})
    void shouldSetTheDefaultOfATopologyWhereTheDefaultCounts(String step, int expected, int expectedWithOwn) {
        file.put("millrace.topologies.word-count.parallelism", "4");
        assertThat(tasks(applied(wordCount()), step)).isEqualTo(expected);
        file.put("millrace.topologies.word-count.operators.lines.parallelism", "7");
        assertThat(tasks(applied(wordCount()), step)).isEqualTo(expectedWithOwn);
    }

    @Test
    void shouldSetTheDefaultOfAStepBehindAnExchange() {
        TopologyBuilder builder = TopologyBuilder.named("dealt");
        builder.source("numbers", Sources.of(1, 2), WatermarkStrategy.atEndOnly())
                .parallelism(1)
                .rebalance()
                .map("same", n -> n)
                .sink("nothing", n -> {});
        file.put("millrace.topologies.dealt.parallelism", "5");
        Topology applied = applied(builder.build());
        assertThat(tasks(applied, "numbers")).isEqualTo(1);
        assertThat(tasks(applied, "same")).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  ,      true",
        "true,  false, false",
        "true,  true,  true",
        "false, ,      false",
        "false, true,  false",
    })
    void shouldStartWhatBothLetStart(boolean all, Boolean one, boolean starts) {
        file.put("millrace.autostart", all);
        if (one != null) {
            file.put("millrace.topologies.wordCount.autostart", one);
        }
        assertThat(overrides().isAutostart("word-count")).isEqualTo(starts);
        assertThat(overrides().isAutostart("other")).isEqualTo(all);
    }

    @Test
    void shouldNameEveryPropertyThatIsForNothing() {
        file.put("millrace.topologies.wrod-count.autostart", "false");
        file.put("millrace.topologies.word-count.operators.split-word.parallelism", "2");
        file.put("millrace.topologies.word-count.operators.split-words.parallelism", "0");
        file.put("millrace.topologies.word-count.parallelism", "100000");
        assertThat(faults(wordCount()))
                .extracting(PropertyFault::toString)
                .containsExactlyInAnyOrder(
                        "millrace.topologies.wrod-count.autostart (\"millrace.topologies.wrod-count.autostart\" from"
                                + " property source \"application.properties\"): there is no such topology;"
                                + " did you mean 'word-count'?",
                        "millrace.topologies.word-count.operators.split-word.parallelism"
                                + " (\"millrace.topologies.word-count.operators.split-word.parallelism\" from property"
                                + " source \"application.properties\"): topology 'word-count' has no such step;"
                                + " did you mean 'split-words'?",
                        "millrace.topologies.word-count.operators.split-words.parallelism=0"
                                + " (\"millrace.topologies.word-count.operators.split-words.parallelism\" from property"
                                + " source \"application.properties\"): is out of range; use 1 to 1024,"
                                + " the number of key groups",
                        "millrace.topologies.word-count.parallelism=100000"
                                + " (\"millrace.topologies.word-count.parallelism\" from property source"
                                + " \"application.properties\"): is out of range; use 1 to 1024,"
                                + " the number of key groups");
    }

    @Test
    void shouldKeepATopologyAgainstFailuresAsTold() {
        file.put("millrace.topologies.word-count.guarantee", "at-least-once");
        file.put("millrace.topologies.word-count.checkpoint-interval", "3s");
        assertThat(applied(wordCount()).checkpointing())
                .isEqualTo(new Checkpointing(Guarantee.AT_LEAST_ONCE, Duration.ofSeconds(3)));
    }

    @Test
    void shouldLeaveWhatTheCodeSaysOfFailuresWherePropertiesAreSilent() {
        Topology topology =
                wordCount().withCheckpointing(new Checkpointing(Guarantee.AT_MOST_ONCE, Duration.ofSeconds(7)));
        file.put("millrace.topologies.word-count.checkpoint-interval", "3s");
        assertThat(applied(topology).checkpointing())
                .isEqualTo(new Checkpointing(Guarantee.AT_MOST_ONCE, Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1s", "9ms", "2d"})
    void shouldRefuseACheckpointIntervalOutOfRange(String interval) {
        file.put("millrace.topologies.word-count.checkpoint-interval", interval);
        assertThat(faults(wordCount()))
                .singleElement()
                .asString()
                .startsWith("millrace.topologies.word-count.checkpoint-interval=PT")
                .endsWith(": is out of range; use 10ms to 1d, or"
                        + " millrace.topologies.word-count.guarantee=at-most-once for no checkpoints");
    }

    @Test
    void shouldRefuseAnUnknownGuarantee() {
        file.put("millrace.topologies.word-count.guarantee", "twice");
        assertThatThrownBy(() -> applied(wordCount()))
                .hasMessageContaining("millrace.topologies.word-count.guarantee")
                .hasStackTraceContaining("No enum constant io.millrace.topology.Guarantee.twice");
    }

    @Test
    void shouldOnlyWarnOfAnUnknownTopologyInAVariable() {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "systemEnvironment", Map.of("MILLRACE_TOPOLOGIES_OTHER_PARALLELISM", "2")));
        Topology topology = wordCount();
        assertThat(applied(topology)).isSameAs(topology);
    }

    @Test
    void shouldRefuseAWrongValueWhereverItComesFrom() {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "systemEnvironment", Map.of("MILLRACE_TOPOLOGIES_WORDCOUNT_PARALLELISM", "0")));
        assertThat(faults(wordCount()))
                .singleElement()
                .satisfies(fault -> assertThat(fault.origin()).contains("MILLRACE_TOPOLOGIES_WORDCOUNT_PARALLELISM"));
    }

    @Test
    void shouldNotLetASourceBlockSharedThreads() {
        TopologyBuilder builder = TopologyBuilder.named("typed");
        Source<String> input = TextSource.ofStream(InputStream::nullInputStream);
        builder.source("lines", input, WatermarkStrategy.atEndOnly()).sink("nothing", line -> {});
        assertThat(input.isBlocking()).isTrue();
        file.put("millrace.topologies.typed.operators.lines.blocking", "false");
        file.put("millrace.topologies.typed.operators.nothing.blocking", "false");
        assertThat(faults(builder.build()))
                .singleElement()
                .satisfies(
                        fault -> assertThat(fault.reason()).startsWith("the source itself says that its reads block"));
    }

    @Test
    void shouldNameThePropertiesThatMakeATopologyInvalid() {
        TopologyBuilder builder = TopologyBuilder.named("untyped");
        builder.source("numbers", Sources.of(1), WatermarkStrategy.atEndOnly())
                .map("any", TopologyOverridesTest::<Integer>same)
                .map("again", n -> n)
                .sink("nothing", n -> {});
        file.put("millrace.topologies.untyped.operators.again.parallelism", "3");
        assertThat(faults(builder.build())).singleElement().satisfies(fault -> {
            assertThat(fault.property()).isEqualTo("millrace.topologies.untyped.operators.again.parallelism");
            assertThat(fault.reason())
                    .startsWith("makes the topology invalid: ")
                    .contains("type of the exchange");
        });
    }

    @Test
    void shouldSayNothingInAContextWithoutTopologies() {
        file.put("millrace.topologies.word-count.parallelism", "2");
        assertThat(overrides().applyTo(List.of())).isEmpty();
    }

    private static <T> Object same(T value) {
        return value;
    }

    private Topology applied(Topology topology) {
        return overrides().applyTo(List.of(topology)).get(0);
    }

    private List<PropertyFault> faults(Topology topology) {
        return catchThrowableOfType(
                        PropertyFaultsException.class, () -> overrides().applyTo(List.of(topology)))
                .faults();
    }

    private TopologyOverrides overrides() {
        ConfigurationPropertySources.attach(environment);
        MillraceProperties properties =
                Binder.get(environment).bindOrCreate(MillraceProperties.PREFIX, MillraceProperties.class);
        return new TopologyOverrides(properties, environment);
    }

    private static int tasks(Topology topology, String step) {
        return topology.parallelismOf(topology.step(step), 1);
    }

    private static Topology wordCount() {
        TopologyBuilder builder = TopologyBuilder.named("word-count");
        builder.source("lines", Sources.of("a b", "b"), WatermarkStrategy.atEndOnly())
                .map("split-words", line -> line)
                .rebalance()
                .map("counted", String::length)
                .parallelism(2)
                .sink("counts", n -> {});
        return builder.build();
    }
}
