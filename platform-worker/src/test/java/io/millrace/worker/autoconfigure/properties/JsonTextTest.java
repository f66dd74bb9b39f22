package io.millrace.worker.autoconfigure.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void shouldReadNestedObjectsAndArrays() {
        assertThat(JsonText.read("""
                        {"a": {"b": ["x", {"c": 1}, []]}, "d": true , "e":null, "f": {} }"""))
                .isEqualTo(Map.of(
                        "a",
                        Map.of("b", List.of("x", Map.of("c", "1"), List.of())),
                        "d",
                        "true",
                        "e",
                        "null",
                        "f",
                        Map.of()));
    }

    @Test
    void shouldReadEscapes() {
        assertThat(JsonText.read("\"a \\\"b\\\" \\\\ \\n \\u00e4 {[,:]}\"")).isEqualTo("a \"b\" \\ \n \u00e4 {[,:]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\"", "{\"a\" 1}", "[1 2]", "[1,", "\"a", "{a:1}", "[,]"})
    void shouldRefuseWhatIsNotJson(String text) {
        assertThatThrownBy(() -> JsonText.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
