package io.millrace.worker.autoconfigure.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyPatternTest {

    @ParameterizedTest
    @CsvSource({
        "millrace.data-dir,           millrace.datadir,              true",
        "millrace.data-dir,           millrace.data.dir,             false",
        "millrace.data-dir,           millrace,                      false",
        "millrace.data-dir,           millrace.datadir.x,            false",
        "millrace.topologies.*.auto,  millrace.topologies.a.auto,    true",
        "millrace.topologies.*.auto,  millrace.topologies.auto,      false",
        "millrace.topologies.*.auto,  millrace.topologies.a.b.auto,  false",
        "millrace.labels.**,          millrace.labels.a.b,           true",
        "millrace.labels.**,          millrace.labels,               false",
    })
    void shouldMatchElementByElement(String pattern, String name, boolean matches) {
        assertThat(pattern(pattern).matches(elements(name))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.data-dir,           millrace_datadir,              true",
        "millrace.data-dir,           millrace_data_dir,             true",
        "millrace.data-dir,           millrace_data_dir_x,           false",
        "millrace.data-dir,           millrace_data,                 false",
        "millrace.topologies.*.auto,  millrace_topologies_a_auto,    true",
        "millrace.topologies.*.auto,  millrace_topologies_a_b_auto,  false",
        "millrace.topologies.*.auto,  millrace_topologies_a,         false",
        "millrace.labels.**,          millrace_labels_a_b,           true",
    })
    void shouldMatchVariables(String pattern, String variable, boolean matches) {
        assertThat(pattern(pattern).matchesVariable(List.of(variable.split("_"))))
                .isEqualTo(matches);
    }

    @Test
    void shouldKnowWhatIsAboveIt() {
        PropertyPattern pattern = pattern("millrace.topologies.*.operators.*.blocking");
        assertThat(pattern.isBelow(elements("millrace.topologies.a"))).isTrue();
        assertThat(pattern.isBelow(elements("millrace.topologies.a.operators"))).isTrue();
        assertThat(pattern.isBelow(elements("millrace.other"))).isFalse();
        assertThat(pattern.isBelow(elements("millrace.topologies.a.operators.b.blocking")))
                .isFalse();
    }

    @Test
    void shouldTakeKeysFromTheGivenName() {
        PropertyPattern pattern = pattern("millrace.topologies.*.operators.*.blocking");
        assertThat(pattern.filledFrom(elements("millrace.topologies.a.operators.b.blokking")))
                .contains("millrace.topologies.a.operators.b.blocking");
        assertThat(pattern.filledFrom(elements("millrace.topologies.a"))).isEmpty();
    }

    private static PropertyPattern pattern(String name) {
        return PropertyPattern.of(name, null, false);
    }

    private static List<String> elements(String name) {
        return List.of(name.split("\\."));
    }
}
