package io.millrace.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordCountCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final WordCountCommand command = new WordCountCommand();

    @Test
    void shouldStreamTheBookWithoutOptions() {
        assertThat(parse()).isEqualTo(WordCountCommand.RUN);
        assertThat(command.springArguments()).isEmpty();
        assertThat(command.application().getAdditionalProfiles()).isEmpty();
    }

    @Test
    void shouldTurnOptionsIntoProperties(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("a.text"), "words");
        assertThat(parse("--input=" + text, "--malformed", "skip", "--verbose", "--millrace.worker.threads=1"))
                .isEqualTo(WordCountCommand.RUN);
        assertThat(command.springArguments())
                .containsExactly(
                        "--millrace.app.demo.input=" + text,
                        "--millrace.app.demo.top=20",
                        "--millrace.app.demo.malformed=SKIP_LINE",
                        "--logging.level.root=info",
                        "--logging.level.io.millrace=info",
                        "--millrace.worker.threads=1");
        assertThat(command.application().getAdditionalProfiles()).containsExactly("text");
    }

    @Test
    void shouldTakeADashForStandardInput() {
        assertThat(parse("--input", "-", "--top", "3")).isEqualTo(WordCountCommand.RUN);
        assertThat(command.springArguments())
                .containsExactly("--millrace.app.demo.input=-", "--millrace.app.demo.top=3");
    }

    @Test
    void shouldShowHelp() {
        assertThat(parse("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--input=FILE|FOLDER|-", "grep -v '^$' |", "uniq -c");
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--inptu x  | Option does not exist: option=--inptu; did you mean --input?",
                "--zzz      | Option does not exist: option=--zzz; see --help",
                "book.txt   | Argument belongs to no option: argument=book.txt; use --input book.txt to count a text",
                "--top many | Option has a wrong value: option=--top, value=many; give a whole number from 1 to 1000000000",
                "--top 0    | Option has a wrong value: option=--top, value=0; give a whole number from 1 to 1000000000",
                "--top      | Option has no value: option=--top; give N",
                "--input=   | Option has a wrong value: option=--input, value=; give FILE, FOLDER or -",
                "--top 1 --top 2    | Option is given twice: option=--top; give it once",
                "--malformed drop   | Option has a wrong value: option=--malformed, value=drop; give replace, skip or fail",
                "--lines-per-second -1 | Option has a wrong value: option=--lines-per-second, value=-1; give a whole number"
                        + " from 1 to 1000000000"
            })
    void shouldSayInOneLineWhatIsWrong(String arguments, String message) {
        assertThat(parse(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(message + System.lineSeparator());
        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"--input", "--input --top 3"})
    void shouldMissTheValueOfTheInput(String arguments) {
        assertThat(parse(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("Option has no value: option=--input; give FILE|FOLDER|-" + System.lineSeparator());
    }

    @Test
    void shouldMissTheInput(@TempDir Path folder) {
        assertThat(parse("--input", folder.resolve("none").toString())).isOne();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("Text input does not exist: path=" + folder.resolve("none")
                        + "; give the path of a file or a folder" + System.lineSeparator());
    }

    private int parse(String... args) {
        return command.parse(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
