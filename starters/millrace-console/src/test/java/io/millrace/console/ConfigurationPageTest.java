package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the page on configuration and the properties of the console from drifting apart. */
class ConfigurationPageTest {

    private static final Pattern NAME = Pattern.compile("\"name\": \"(millrace\\.console\\.[^\"]+)\"");

    @Test
    void shouldNameEveryProperty() throws Exception {
        String page = Files.readString(Path.of("../../docs/configuration.md"));
        String metadata = Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));

        List<String> names =
                NAME.matcher(metadata).results().map(found -> found.group(1)).toList();
        assertThat(names).hasSizeGreaterThan(3);
        // As one value, as a list, or by names that users choose.
        assertThat(names).allMatch(name -> Stream.of("`", "[", ".<").anyMatch(end -> page.contains("`" + name + end)));
    }
}
