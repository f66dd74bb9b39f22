package io.millrace.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the Java in the README and the code that is compiled from drifting apart. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", "")).resolve("..");
    private static final Path PROGRAM =
            ROOT.resolve("platform-api/src/test/java/io/millrace/programs/WordCountProgram.java");
    private static final List<Path> EXAMPLES = List.of(
            ROOT.resolve("examples/word-count/src/main/java"),
            ROOT.resolve("examples/word-count-kafka/src/main/java"),
            ROOT.resolve("examples/sensors/src/main/java"));
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)\\n```", Pattern.DOTALL);

    @Test
    void shouldShowTheProgramAsItIsCompiled() throws IOException {
        String program = withoutIndent(Files.readString(PROGRAM));

        assertThat(paragraphs())
                .filteredOn(program::contains)
                .anySatisfy(paragraph -> assertThat(paragraph).contains("static Topology topology("));
    }

    @Test
    void shouldShowNothingThatIsNotCompiled() throws IOException {
        String sources = compiled();

        assertThat(paragraphs())
                .isNotEmpty()
                .allSatisfy(paragraph -> assertThat(sources).contains(paragraph));
    }

    /** The pieces of code between blank lines. */
    private static List<String> paragraphs() throws IOException {
        List<String> paragraphs = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
        while (blocks.find()) {
            for (String paragraph : blocks.group(1).split("\\n\\n")) {
                paragraphs.add(withoutIndent(paragraph));
            }
        }
        return paragraphs;
    }

    private static String compiled() throws IOException {
        StringBuilder sources = new StringBuilder(withoutIndent(Files.readString(PROGRAM)));
        for (Path example : EXAMPLES) {
            try (Stream<Path> files = Files.walk(example)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .sorted()
                        .forEach(file -> sources.append(withoutIndent(read(file))));
            }
        }
        return sources.toString();
    }

    /** Members of a class stand at the margin in the README. */
    private static String withoutIndent(String code) {
        return code.replaceAll("(?m)^ +", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
