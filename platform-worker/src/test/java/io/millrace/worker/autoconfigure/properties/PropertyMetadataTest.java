package io.millrace.worker.autoconfigure.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertyMetadataTest {

    private static final String LOCATION = "META-INF/spring-configuration-metadata.json";

    @TempDir
    private Path folder;

    /** Each row of the tables begins with the name of a property; elements of a list have no row of their own. */
    @Test
    void shouldBeWhatTheDocumentSays() throws IOException {
        String page = Files.readString(Path.of("../docs/configuration.md"));
        TreeSet<String> documented = Pattern.compile("(?m)^\\| `(millrace\\.[^`]+)`")
                .matcher(page.substring(0, page.indexOf("## Console")))
                .results()
                .map(MatchResult::group)
                .map(row -> row.substring(3, row.length() - 1).replaceAll("<[a-z]+>", "*"))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> known = PropertyMetadata.read(getClass().getClassLoader()).stream()
                .map(pattern -> String.join(".", pattern.elements()))
                .filter(name -> !name.endsWith(".*"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isNotEmpty().isEqualTo(known);
    }

    @Test
    void shouldDescribeEveryProperty() throws IOException {
        assertThat(properties())
                .isNotEmpty()
                .allSatisfy(property -> assertThat(String.valueOf(property.get("description")))
                        .as(String.valueOf(property.get("name")))
                        .endsWith(".")
                        .doesNotStartWith("The ")
                        .doesNotStartWith("A "));
    }

    @Test
    void shouldKnowWhatOtherJarsBringAndOnlyFromOurOwn() throws IOException {
        Path ours = jar("ours", "io/millrace/other", """
                {"groups": [], "properties": [
                  {"name": "millrace.console.port", "type": "java.lang.Integer"},
                  {"name": "millrace.console.labels", "type": "java.util.Map<java.lang.String,java.lang.Object>"},
                  {"name": "millrace.console.roles", "type": "java.util.List<java.lang.String>"},
                  {"name": "millrace.console.hosts", "type": "java.lang.String[]"},
                  {"name": "millrace.console.users", "type": "java.util.List<%s>"},
                  {"name": "millrace.console.old", "type": "x.Y", "deprecation": {"level": "error", "replacement": "millrace.console.new"}},
                  {"name": "other.thing", "type": "java.lang.String"}]}""".formatted(User.class.getName()));
        Path theirs = jar("theirs", "com/acme", """
                {"properties": [{"name": "millrace.acme", "type": "java.lang.String"}]}""");
        List<PropertyPattern> known = read(ours, theirs);
        assertThat(known)
                .extracting(pattern -> String.join(".", pattern.elements()))
                .containsExactlyInAnyOrder(
                        "millrace.console.port",
                        "millrace.console.labels.**",
                        "millrace.console.roles",
                        "millrace.console.roles.*",
                        "millrace.console.hosts",
                        "millrace.console.hosts.*",
                        "millrace.console.users",
                        "millrace.console.users.*.login-name",
                        "millrace.console.users.*.rights.roles",
                        "millrace.console.users.*.rights.roles.*",
                        "millrace.console.old");
        assertThat(known)
                .filteredOn(PropertyPattern::isRemoved)
                .extracting(PropertyPattern::replacement)
                .containsExactly("millrace.console.new");
    }

    @Test
    void shouldKnowNothingWhereAllJarsAreOne() throws IOException {
        assertThat(read(jar("all", "io/millrace/worker", """
                {"properties": [{"name": "millrace.enabled", "type": "java.lang.Boolean"}]}"""))).isEmpty();
    }

    private List<PropertyPattern> read(Path... roots) throws IOException {
        URL[] urls = new URL[roots.length];
        for (int i = 0; i < roots.length; i++) {
            urls[i] = roots[i].toUri().toURL();
        }
        // Sees classes of the test, but no other resources than those of the folders.
        try (URLClassLoader loader = new URLClassLoader(urls, null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                return PropertyMetadataTest.class.getClassLoader().loadClass(name);
            }
        }) {
            return PropertyMetadata.read(loader);
        }
    }

    private Path jar(String name, String packageFolder, String metadata) throws IOException {
        Path root = folder.resolve(name);
        Files.createDirectories(root.resolve(packageFolder));
        Files.createDirectories(root.resolve("META-INF"));
        Files.writeString(root.resolve(LOCATION), metadata);
        return root;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> properties() throws IOException {
        URL root =
                MillraceProperties.class.getProtectionDomain().getCodeSource().getLocation();
        try (InputStream input = new URL(root, LOCATION).openStream()) {
            Map<String, Object> metadata =
                    (Map<String, Object>) JsonText.read(new String(input.readAllBytes(), StandardCharsets.UTF_8));
            return (List<Map<String, Object>>) metadata.get("properties");
        }
    }

    record User(String loginName, Rights rights) {}

    record Rights(List<String> roles) {}
}
