package io.millrace.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Sources;
import io.millrace.topology.Topology;
import io.millrace.topology.TopologyDescription;
import io.millrace.topology.TopologyDescription.StepDescription;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramsTest {

    static Stream<TopologyDescription> programs() {
        return Stream.of(wordCount(), sessions(), sideOutput(), stateAndTimer(), twoInputs(), topN())
                .map(Topology::description);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldKnowEveryTypeBeforeTheFirstRecord(TopologyDescription program) {
        assertThat(program.steps())
                .filteredOn(step -> !step.kind().equals("sink"))
                .extracting(StepDescription::outputType)
                .doesNotContainNull();
        assertThat(program.steps())
                .flatExtracting(StepDescription::inputs)
                .filteredOn(input -> input.partitioning().equals("keyed"))
                .allSatisfy(input -> assertThat(input.keyType()).isNotNull());
    }

    @Test
    void shouldDescribeTheWordCount() {
        assertThat(wordCount()).hasToString("""
                word-count
                  source text : java.lang.String
                  flatMap words <- text (forward) : java.lang.String
                  window counts <- words (keyed) two-stage : \
                io.millrace.window.WindowResult<java.lang.String, java.lang.Long>
                  sink output <- counts (forward)""");
    }

    @Test
    void shouldDescribeTheSessions() {
        assertThat(sessions()).hasToString("""
                visits
                  source clicks : io.millrace.programs.SessionsProgram$Click
                  window visit <- clicks (keyed) one-stage : \
                io.millrace.window.WindowResult<java.lang.String, java.util.List<java.lang.String>>
                  sink visits <- visit (forward)""");
    }

    @Test
    void shouldDescribeTheSideOutputs() {
        assertThat(sideOutput()).hasToString("""
                orders
                  source lines : java.lang.String
                  flatMap parse <- lines (forward) : io.millrace.programs.SideOutputProgram$Order
                  window sums <- parse (keyed) two-stage : \
                io.millrace.window.WindowResult<java.lang.String, java.lang.Long>
                  sink rejected-lines <- parse.rejected (forward)
                  sink totals <- sums (forward)
                  sink late-orders <- sums.late (forward)""");
    }

    @Test
    void shouldDescribeStateAndTimer() {
        assertThat(stateAndTimer()).hasToString("""
                silent-devices
                  source readings : io.millrace.programs.StateAndTimerProgram$Reading
                  process silence <- readings (keyed) : io.millrace.programs.StateAndTimerProgram$Alert
                  sink alerts <- silence (forward)""");
        assertThat(stateAndTimer().description().steps().get(1).states()).containsExactly("last-seen");
    }

    @Test
    void shouldDescribeTheTwoInputs() {
        assertThat(twoInputs()).hasToString("""
                answers
                  source requests : io.millrace.programs.TwoInputsProgram$Request
                  source responses : io.millrace.programs.TwoInputsProgram$Response
                  coProcess match <- requests (keyed), responses (keyed) : \
                io.millrace.programs.TwoInputsProgram$Outcome
                  sink outcomes <- match (forward)""");
        assertThat(twoInputs().description().steps().get(2).states()).containsExactly("request", "response");
    }

    @Test
    void shouldDescribeTheTopN() {
        assertThat(topN()).hasToString("""
                top-words
                  source words : java.lang.String
                  window counts <- words (keyed) two-stage : \
                io.millrace.window.WindowResult<java.lang.String, java.lang.Long>
                  window top <- counts (keyed) two-stage : \
                io.millrace.window.WindowResult<io.millrace.window.Window, \
                java.util.List<io.millrace.window.WindowResult<java.lang.String, java.lang.Long>>>
                  sink ranking <- top (forward)""");
        assertThat(topN().description().steps().get(2).inputs().get(0).keyType())
                .isEqualTo("io.millrace.window.Window");
    }

    private static Topology wordCount() {
        return WordCountProgram.topology(
                Sources.text(Path.of("book.txt")), (task, tasks) -> (count, timestampMillis) -> {});
    }

    private static Topology sessions() {
        return SessionsProgram.topology(Sources.of(), visit -> {});
    }

    private static Topology sideOutput() {
        return SideOutputProgram.topology(Sources.of(), total -> {}, line -> {}, order -> {});
    }

    private static Topology stateAndTimer() {
        return StateAndTimerProgram.topology(Sources.of(), alert -> {});
    }

    private static Topology twoInputs() {
        return TwoInputsProgram.topology(Sources.of(), Sources.of(), outcome -> {});
    }

    private static Topology topN() {
        return TopNProgram.topology(Sources.of("a"), ranking -> {});
    }
}
