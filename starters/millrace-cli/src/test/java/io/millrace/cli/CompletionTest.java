package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script of the completion, in a real shell. */
@DisabledOnOs(OS.WINDOWS)
class CompletionTest {

    @TempDir
    private Path folder;

    @Test
    void shouldBeAScriptThatBashTakes() throws Exception {
        Path script = script();

        assertThat(bash("bash -n " + script)).isEmpty();
        assertThat(bash("source " + script + " && complete -p millrace")).contains("millrace");
    }

    @ParameterizedTest
    @CsvSource({
        "millrace dra, drain",
        "millrace --ver, --version",
        "millrace drain --no-w, --no-wait",
        "millrace tok, token"
    })
    void shouldComplete(String line, String word) throws Exception {
        String[] words = line.split(" ");
        String complete = "source " + script() + "; COMP_WORDS=(" + line + "); COMP_CWORD=" + (words.length - 1)
                + "; COMP_LINE='" + line + "'; COMP_POINT=" + line.length()
                + "; _complete_millrace; echo \"${COMPREPLY[@]}\"";

        assertThat(bash(complete).split("\\s+")).contains(word);
    }

    @Test
    void shouldAlsoKnowTheCommandsOfTheLauncher() throws Exception {
        assertThat(Files.readString(script())).contains("demo", "cluster", "simulate");
        assertThat(new Terminal().run("demo").code()).isEqualTo(2);
    }

    private Path script() throws Exception {
        Terminal.Outcome outcome = new Terminal().run("completion", "bash");
        assertThat(outcome.code()).isZero();
        return Files.writeString(folder.resolve("completion"), outcome.out());
    }

    /** What it says on both of its streams. */
    private static String bash(String command) throws Exception {
        Process process = new ProcessBuilder(List.of("bash", "-c", command))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
