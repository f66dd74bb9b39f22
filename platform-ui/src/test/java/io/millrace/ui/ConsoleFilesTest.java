package io.millrace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the files of the console may hold: the content security policy allows nothing inline and no other host. */
class ConsoleFilesTest {

    private static final Path HOME = Path.of("target/classes/io/millrace/console");
    private static final Pattern INLINE_SCRIPT = Pattern.compile("<script(?![^>]*src=)", Pattern.CASE_INSENSITIVE);
    private static final Pattern INLINE_STYLE =
            Pattern.compile("<style|\\sstyle\\s*=|th:style", Pattern.CASE_INSENSITIVE);
    private static final Pattern HANDLER = Pattern.compile("\\son[a-z]+\\s*=", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNESCAPED = Pattern.compile("th:utext|\\[\\(");
    private static final Pattern OTHER_HOST = Pattern.compile("(?:https?:)?//[\\w-]+\\.[\\w.]+");
    private static final Pattern EVAL = Pattern.compile("\\beval\\(|new Function|innerHTML|insertAdjacentHTML");

    @Test
    void shouldListEveryAsset() {
        assertThat(files("assets")
                        .map(file -> HOME.resolve("assets").relativize(file).toString()))
                .containsExactlyInAnyOrderElementsOf(ConsoleAssets.NAMES);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void shouldHoldNothingInline(Path template) {
        assertThat(read(template))
                .doesNotContainPattern(INLINE_SCRIPT)
                .doesNotContainPattern(INLINE_STYLE)
                .doesNotContainPattern(HANDLER)
                .doesNotContainPattern(UNESCAPED);
    }

    @ParameterizedTest
    @MethodSource("ownFiles")
    void shouldReferToNoOtherHost(Path file) {
        String content = read(file).replace("http://www.w3.org/2000/svg", "").replace("http://www.thymeleaf.org", "");

        assertThat(content).doesNotContainPattern(OTHER_HOST);
    }

    @ParameterizedTest
    @MethodSource("ownFiles")
    void shouldNeverMakeCodeOrMarkupOfText(Path file) {
        assertThat(read(file)).doesNotContainPattern(EVAL);
    }

    @Test
    void shouldKeepOutOfThePlacesThatApplicationsServe() {
        assertThat(Stream.of("static", "public", "templates", "META-INF/resources", "resources")
                        .map(Path.of("target/classes")::resolve))
                .noneMatch(Files::exists);
    }

    @Test
    void shouldFindWhatItLooksFor() {
        assertThat("<script>x").containsPattern(INLINE_SCRIPT);
        assertThat("<p style = 'x'>").containsPattern(INLINE_STYLE);
        assertThat("<p onclick=x>").containsPattern(HANDLER);
        assertThat("url(//cdn.example.com/x)").containsPattern(OTHER_HOST);
        assertThat("a.innerHTML = b").containsPattern(EVAL);
    }

    static List<Path> templates() {
        return files("templates").toList();
    }

    static List<Path> ownFiles() {
        return files("").filter(file -> !file.toString().contains("/lib/")).toList();
    }

    private static Stream<Path> files(String folder) {
        try (Stream<Path> found = Files.walk(HOME.resolve(folder))) {
            return found.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
