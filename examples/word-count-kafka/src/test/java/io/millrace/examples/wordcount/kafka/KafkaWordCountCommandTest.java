package io.millrace.examples.wordcount.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaWordCountCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final KafkaWordCountCommand command = new KafkaWordCountCommand();

    @Test
    void shouldBringABrokerAndAFolderWithoutOptions() throws IOException {
        assertThat(parse()).isEqualTo(KafkaWordCountCommand.RUN);
        assertThat(command.application().getAdditionalProfiles()).containsExactly(OwnBroker.PROFILE);
        String[] arguments = command.springArguments();
        assertThat(arguments).hasSize(2);
        Path folder = Path.of(arguments[0].replace("--millrace.app.demo.folder=", ""));
        assertThat(folder).isDirectory();
        assertThat(arguments[1]).isEqualTo("--millrace.data-dir=" + folder.resolve("millrace"));
        Files.delete(folder);
    }

    @Test
    void shouldUseAClusterThatIsThere() throws IOException {
        try (ServerSocket kafka = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:1,127.0.0.1:" + kafka.getLocalPort();
            assertThat(parse("--bootstrap-servers", servers, "--seconds=7", "--top=3", "--lines-per-second=9"))
                    .as(err.toString(StandardCharsets.UTF_8))
                    .isEqualTo(KafkaWordCountCommand.RUN);
            assertThat(command.application().getAdditionalProfiles()).isEmpty();
            assertThat(command.springArguments())
                    .containsExactly(
                            "--spring.kafka.bootstrap-servers=" + servers,
                            "--millrace.app.demo.lines-per-second=9",
                            "--millrace.app.demo.seconds=7",
                            "--millrace.app.demo.top=3");
        }
    }

    @Test
    void shouldTakeTheClusterAsAProperty() {
        assertThat(parse("--spring.kafka.bootstrap-servers=kafka:9092")).isEqualTo(KafkaWordCountCommand.RUN);
        assertThat(command.application().getAdditionalProfiles()).isEmpty();
        assertThat(command.springArguments()).containsExactly("--spring.kafka.bootstrap-servers=kafka:9092");
    }

    @Test
    void shouldSayThatNothingListens() {
        assertThat(parse("--bootstrap-servers=127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "Nothing listens where Kafka should be: bootstrap-servers=127.0.0.1:1; start it, or leave the"
                                + " option out to use a broker of the demo's own" + System.lineSeparator());
    }

    @Test
    void shouldShowHelp() {
        assertThat(parse("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("./millrace demo --kafka", "--bootstrap-servers=HOST:PORT,...", "--seconds=N");
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--second 3   | Option does not exist: option=--second; did you mean --seconds?",
                "book.txt     | Argument belongs to no option: argument=book.txt; see --help",
                "--seconds 0  | Option has a wrong value: option=--seconds, value=0; give a whole number from 1 to 1000000000",
                "--bootstrap-servers kafka | Option has a wrong value: option=--bootstrap-servers, value=kafka; give HOST:PORT,"
                        + " or several with commas between",
                "--bootstrap-servers kafka:9092, | Option has a wrong value: option=--bootstrap-servers, value=kafka:9092,;"
                        + " give HOST:PORT, or several with commas between"
            })
    void shouldSayInOneLineWhatIsWrong(String arguments, String message) {
        assertThat(parse(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(message + System.lineSeparator());
        assertThat(out.size()).isZero();
    }

    private int parse(String... args) {
        return command.parse(args, new PrintStream(out, true), new PrintStream(err, true));
    }
}
