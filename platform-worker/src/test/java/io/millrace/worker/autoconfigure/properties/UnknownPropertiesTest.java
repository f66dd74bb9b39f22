package io.millrace.worker.autoconfigure.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Against the metadata of this module, which the compiler has written. */
class UnknownPropertiesTest {

    private static final List<PropertyPattern> KNOWN =
            PropertyMetadata.read(UnknownPropertiesTest.class.getClassLoader());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "millrace.enabled",
                "millrace.dataDir",
                "millrace.data_dir",
                "millrace.worker.batch-size",
                "millrace.worker.batchSize",
                "millrace.WORKER.BATCHSIZE",
                "millrace.application.name",
                "millrace.topologies.word-count.autostart",
                "millrace.topologies.wordCount.parallelism",
                "millrace.topologies[word-count].parallelism",
                "millrace.topologies.word_count.operators.split-words.error-policy",
                "millrace.topologies.word_count.operators.split-words.errorPolicy",
                "millrace.topologies.x.operators.y.blocking",
                "millrace.app.colour",
                "millrace.app.pages[0].title",
                "millrace-like.other",
                "millraces.enabled",
                "spring.millrace.x"
            })
    void shouldAcceptEveryFormOfAKnownName(String name) {
        UnknownProperties unknown = look(new MapPropertySource("file", Map.of(name, "1")));
        assertThat(unknown.refused).isEmpty();
        assertThat(unknown.warned).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.worker.thread,                             millrace.worker.threads",
        "millrace.wroker.threads,                            millrace.worker.threads",
        "millrace.worker.batchSise,                          millrace.worker.batch-size",
        "millrace.threads,                                   millrace.worker.threads",
        "millrace.topologies.word-count.paralelism,          millrace.topologies.word-count.parallelism",
        "millrace.topologies.a.operators.b.error-polici,     millrace.topologies.a.operators.b.error-policy",
        "millrace.topologies.a.operator.b.blocking,          millrace.topologies.a.operators.b.blocking",
        "millrace.autostrat,                                 millrace.autostart",
    })
    void shouldNameTheNearest(String name, String nearest) {
        UnknownProperties unknown = look(new MapPropertySource("file", Map.of(name, "1")));
        assertThat(unknown.refused)
                .extracting(PropertyFault::reason)
                .containsExactly("is not known; did you mean " + nearest + "?");
    }

    @Test
    void shouldNameNothingThatIsFarAway() {
        UnknownProperties unknown = look(new MapPropertySource("file", Map.of("millrace.colour", "1")));
        assertThat(unknown.refused).extracting(PropertyFault::reason).containsExactly("is not known");
    }

    @Test
    void shouldRefuseAllAtOnceFromWhereverTheyWereWritten() {
        UnknownProperties unknown = look(
                new MapPropertySource("Inlined Test Properties", Map.of("millrace.a", "1")),
                new MapPropertySource("commandLineArgs", new TreeMap<>(Map.of("millrace.b", "1", "millrace.c", "2"))));
        assertThat(unknown.refused)
                .extracting(PropertyFault::property)
                .containsExactly("millrace.a", "millrace.b", "millrace.c");
        assertThat(unknown.refused.get(0).origin()).isEqualTo("property source 'Inlined Test Properties'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MILLRACE_ENABLED",
                "MILLRACE_DATADIR",
                "MILLRACE_DATA_DIR",
                "millrace_data_dir",
                "MILLRACE_WORKER_BATCHSIZE",
                "MILLRACE_TOPOLOGIES_WORDCOUNT_OPERATORS_SPLIT_ERRORPOLICY",
                "MILLRACE_TOPOLOGIES_WORDCOUNT_OPERATORS_SPLIT_ERROR_POLICY",
                "MILLRACE_APP_COLOUR",
                "MILLRACES_X",
                "MILLRACE"
            })
    void shouldAcceptVariablesOfKnownNames(String name) {
        assertThat(look(variables(name, "1")).warned).isEmpty();
    }

    @Test
    void shouldWarnAboutUnknownVariablesOnly() {
        UnknownProperties unknown = look(variables("MILLRACE_WORKER_THREAD", "1"));
        assertThat(unknown.refused).isEmpty();
        assertThat(unknown.warned).extracting(PropertyFault::reason).containsExactly("is not known");
    }

    @ParameterizedTest
    @CsvSource({
        "MILLRACE_SERVICE_HOST,      10.0.0.1",
        "MILLRACE_SERVICE_PORT_HTTP, 80",
        "MILLRACE_PORT,              tcp://10.0.0.1:80",
        "MILLRACE_PORT_80_TCP_ADDR,  10.0.0.1",
        "MILLRACE_PORT_80_TCP,       tcp://10.0.0.1:80",
    })
    void shouldRecogniseAServiceOfKubernetes(String name, String value) {
        UnknownProperties unknown = look(variables(name, value));
        assertThat(unknown.refused).isEmpty();
        assertThat(unknown.warned)
                .extracting(PropertyFault::reason)
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("Kubernetes", "enableServiceLinks: false");
    }

    @Test
    void shouldWarnAboutSystemPropertiesOnly() {
        Properties properties = new Properties();
        properties.setProperty("millrace.x", "1");
        UnknownProperties unknown = look(new PropertiesPropertySource("systemProperties", properties));
        assertThat(unknown.refused).isEmpty();
        assertThat(unknown.warned).extracting(PropertyFault::property).containsExactly("millrace.x");
    }

    @Test
    void shouldAcceptTheEmptyBranchThatYamlMakes() {
        assertThat(look(new MapPropertySource("file", Map.of("millrace.topologies.word-count", ""))).refused)
                .isEmpty();
        assertThat(look(new MapPropertySource("file", Map.of("millrace.topologies.word-count", "x"))).refused)
                .hasSize(1);
        assertThat(look(new MapPropertySource("file", Map.of("millrace.topology", ""))).refused)
                .hasSize(1);
    }

    @Test
    void shouldNameWhatReplacesADeprecatedProperty() {
        UnknownProperties unknown = new UnknownProperties(List.of(
                PropertyPattern.of("millrace.old", "millrace.new", false),
                PropertyPattern.of("millrace.older", "millrace.new", true)));
        unknown.look(List.of(
                new MapPropertySource("file", new TreeMap<>(Map.of("millrace.old", "1", "millrace.older", "2")))));
        assertThat(unknown.warned)
                .extracting(PropertyFault::reason)
                .containsExactly("is deprecated; use millrace.new instead");
        assertThat(unknown.refused)
                .extracting(PropertyFault::reason)
                .containsExactly("has no effect any more; use millrace.new instead");
    }

    private static UnknownProperties look(PropertySource<?>... sources) {
        UnknownProperties unknown = new UnknownProperties(KNOWN);
        unknown.look(List.of(sources));
        return unknown;
    }

    private static PropertySource<?> variables(String name, String value) {
        return new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, value));
    }
}
