package io.millrace.benchmark.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.benchmark.workload.Tally;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineProcessTest {

    private final List<String> calls = new ArrayList<>();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

    @Test
    void shouldAnswerEachLineWithARun() throws Exception {
        serve("5\n7\n", "pass", "3");

        assertThat(calls).containsExactly("start 3", "PASS 3 5", "PASS 3 7", "close");
        assertThat(answers.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"engine\":\"fake\",\"workload\":\"pass\",\"parallelism\":3,\"events\":5,\"seconds\":")
                .endsWith("\"tally\":{\"results\":5,\"sum\":0,\"hash\":0}}");
    }

    @Test
    void shouldForgetTheResultsOfTheRunBefore() throws Exception {
        serve("5\n5\n", "pass", "1");

        assertThat(answers.toString(StandardCharsets.UTF_8).lines()).allMatch(line -> line.contains("\"results\":5,"));
    }

    @Test
    void shouldCloseTheEngineWhenARunFails() {
        assertThatThrownBy(() -> serve("0\n", "pass", "1")).hasMessage("planted");
        assertThat(calls).endsWith("close");
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThatThrownBy(() -> serve("", "passs", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Workload is unknown: workload=passs; see ./millrace bench compare --help");
        assertThatThrownBy(() -> serve("", "pass"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Arguments are not as expected: count=1; give the name of a workload and the parallelism");
    }

    private void serve(String questions, String... args) throws Exception {
        EngineProcess.serve(
                parallelism -> {
                    calls.add("start " + parallelism);
                    return new FakeEngine();
                },
                args,
                new BufferedReader(new StringReader(questions)),
                new PrintStream(answers, true, StandardCharsets.UTF_8));
    }

    private final class FakeEngine implements Engine {

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public Tally run(RunSpec spec) {
            if (spec.events() == 0) {
                throw new IllegalStateException("planted");
            }
            calls.add(spec.workload() + " " + spec.parallelism() + " " + spec.events());
            RunBooks.begin();
            RunBooks.add(new Tally(spec.events() - 1, 0, 0));
            RunBooks.add(new Tally(1, 0, 0));
            return RunBooks.tally();
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
