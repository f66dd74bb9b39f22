package io.millrace.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the programs in the decision record and the programs that are compiled from drifting apart. */
class AdrProgramsTest {

    private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
    private static final Path RECORD = MODULE.resolve("../docs/adr/0002-shape-of-the-api.md");
    private static final Path SOURCES = MODULE.resolve("src/test/java/io/millrace/programs");
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)\\n```", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WordCountProgram",
                "SessionsProgram",
                "SideOutputProgram",
                "StateAndTimerProgram",
                "TwoInputsProgram",
                "TopNProgram"
            })
    void shouldShowTheProgramAsItIsCompiled(String program) throws IOException {
        String source = Files.readString(SOURCES.resolve(program + ".java"));

        assertThat(paragraphs())
                .as("paragraphs of the record that stand in %s", program)
                .filteredOn(source::contains)
                .anySatisfy(paragraph -> assertThat(paragraph).contains("static Topology topology("));
    }

    @Test
    void shouldShowNothingThatIsNotCompiled() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (var files = Files.newDirectoryStream(SOURCES, "*Program.java")) {
            for (Path file : files) {
                sources.append(Files.readString(file));
            }
        }

        assertThat(paragraphs())
                .isNotEmpty()
                .allSatisfy(paragraph -> assertThat(sources).contains(paragraph));
    }

    /** The pieces of code between blank lines, indented as members of a class. */
    private static List<String> paragraphs() throws IOException {
        List<String> paragraphs = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(RECORD));
        while (blocks.find()) {
            for (String paragraph : blocks.group(1).split("\\n\\n")) {
                paragraphs.add(paragraph.indent(4));
            }
        }
        return paragraphs;
    }
}
