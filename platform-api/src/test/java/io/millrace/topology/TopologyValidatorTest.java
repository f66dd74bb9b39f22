package io.millrace.topology;

import static io.millrace.topology.Steps.map;
import static io.millrace.topology.Steps.sink;
import static io.millrace.topology.Steps.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.partition.KeyGroups;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyValidatorTest {

    @Test
    void shouldAcceptAChain() {
        assertThat(Faults.of(source("a"), map("b", "a"), sink("c", "b"))).isEmpty();
    }

    @Test
    void shouldOrderStepsAfterTheirInputs() {
        Topology topology = Topology.of(
                "test",
                List.of(sink("d", "b", "c"), map("c", "a"), map("b", "c"), source("a")),
                new KeyGroups(64),
                Map.of());

        assertThat(topology.steps()).extracting(Step::name).containsExactly("a", "c", "b", "d");
    }

    @Test
    void shouldRefuseANameThatIsTaken() {
        assertThat(Faults.of(source("a"), map("b", "a"), sink("b", "b")))
                .contains("b: name is taken by another step: name=b, other=b;"
                        + " names differ in more than case, dashes and underscores: rename one of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wordCount", "word-count", "WORD_COUNT", "Wordcount-"})
    void shouldRefuseANameThatDiffersOnlyInCaseAndDashes(String name) {
        assertThat(Faults.of(source("a"), map("word_Count", "a"), sink(name, "word_Count")))
                .containsExactly(name + ": name is taken by another step: name=" + name + ", other=word_Count;"
                        + " names differ in more than case, dashes and underscores: rename one of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1st", "-a", "a b", "a.b", "a/b", "wörter", "a\nb"})
    void shouldRefuseANameWithOtherCharacters(String name) {
        assertThat(Faults.of(source("in"), sink(name, "in")))
                .containsExactly(name + ": name of the step is not valid: name='" + name
                        + "'; use a letter, then letters, digits, dashes and underscores, at most 100");
    }

    @Test
    void shouldRefuseAnOverlongName() {
        assertThat(Faults.of(source("a"), sink("b".repeat(100), "a"))).isEmpty();
        assertThat(Faults.of(source("a"), sink("b".repeat(101), "a")))
                .singleElement()
                .asString()
                .contains("name of the step is not valid: name='bbb", "at most 100");
    }

    @Test
    void shouldRefuseABadNameOfTheTopology() {
        TopologyBuilder builder = TopologyBuilder.named("word count");
        builder.source("a", Sources.of("x")).sink("b", value -> {});

        assertThat(Faults.of(builder))
                .containsExactly("word count: name of the topology is not valid: name='word count';"
                        + " use a letter, then letters, digits, dashes and underscores, at most 100");
    }

    @Test
    void shouldRefuseATopologyWithoutSteps() {
        assertThat(Faults.of(TopologyBuilder.named("empty")))
                .containsExactly("empty: topology has no steps; add a source and a sink");
    }

    @Test
    void shouldRefuseADanglingStep() {
        assertThat(Faults.of(source("a"), map("b", "a"), map("c", "a"), sink("d", "b")))
                .containsExactly("c: nobody reads the step's output; add a sink, or remove the step");
    }

    @Test
    void shouldRefuseASourceThatNobodyReads() {
        assertThat(Faults.of(source("a"), sink("b", "a"), source("c")))
                .containsExactly("c: nobody reads the step's output; add a sink, or remove the step");
    }

    @Test
    void shouldRefuseAStepThatNoSourceReaches() {
        assertThat(Faults.of(source("a"), sink("b", "a"), map("c"), map("d", "c"), sink("e", "d")))
                .containsExactly(
                        "c: step is not reached from any source: inputs=[]; connect it or remove it",
                        "d: step is not reached from any source: inputs=[c]; connect it or remove it",
                        "e: step is not reached from any source: inputs=[d]; connect it or remove it");
    }

    @Test
    void shouldRefuseACycle() {
        assertThat(Faults.of(source("a"), map("b", "a", "d"), map("c", "b"), map("d", "c"), sink("e", "c")))
                .containsExactly("b: steps form a cycle, or read from one: steps=[b, c, d, e];"
                        + " a topology has no cycles: remove the edge that leads back");
    }

    @Test
    void shouldRefuseAStepThatReadsItself() {
        assertThat(Faults.of(source("a"), map("b", "a", "b"), sink("c", "a")))
                .containsExactly("b: steps form a cycle, or read from one: steps=[b];"
                        + " a topology has no cycles: remove the edge that leads back");
    }

    @Test
    void shouldRefuseAnUnknownInput() {
        assertThat(Faults.of(source("a"), sink("b", "a"), sink("c", "a", "x")))
                .containsExactly("c: input does not exist: input=x; the topology has [a, b, c]");
    }

    @Test
    void shouldRefuseASourceWithAnInput() {
        assertThat(Faults.of(source("a"), source("b", "a"), sink("c", "b")))
                .containsExactly("b: source has an input: input=a; a source reads from outside");
    }

    @Test
    void shouldRefuseASinkThatIsRead() {
        assertThat(Faults.of(source("a"), sink("b", "a"), sink("c", "a", "b")))
                .contains("b: sink has no output, but is read by [c]; read the step before it");
    }

    @Test
    void shouldNameAllFaultsAtOnce() {
        assertThatExceptionOfType(InvalidTopologyException.class)
                .isThrownBy(() -> Topology.of(
                        "two words",
                        List.of(source("a"), map("b", "a", "x"), map("B", "a"), sink("1", "b")),
                        new KeyGroups(64),
                        Map.of()))
                .satisfies(refusal -> assertThat(refusal.faults()).hasSize(5))
                .withMessage("Topology is not valid: topology=two words, faults=5"
                        + "\n  - two words: name of the topology is not valid: name='two words';"
                        + " use a letter, then letters, digits, dashes and underscores, at most 100"
                        + "\n  - B: name is taken by another step: name=B, other=b;"
                        + " names differ in more than case, dashes and underscores: rename one of them"
                        + "\n  - 1: name of the step is not valid: name='1';"
                        + " use a letter, then letters, digits, dashes and underscores, at most 100"
                        + "\n  - b: input does not exist: input=x; the topology has [a, b, B, 1]"
                        + "\n  - B: nobody reads the step's output; add a sink, or remove the step");
    }

    // ---- former names

    @Test
    void shouldAcceptFormerNames() {
        assertThat(Faults.of(
                        source("lines").withFormerly(List.of("in", "input")),
                        map("word-count", "lines").withFormerly(List.of("wordCount")),
                        sink("out", "word-count")))
                .isEmpty();
    }

    @Test
    void shouldRefuseAFormerNameThatAStepHasToday() {
        String remedy = "; leave it out, or give that step another name";

        assertThat(Faults.of(
                        source("a").withFormerly(List.of("a")), sink("b", "a").withFormerly(List.of("A"))))
                .containsExactly(
                        "a: former name is the name of a step today: formerly=a, step=a" + remedy,
                        "b: former name is the name of a step today: formerly=A, step=a" + remedy);
    }

    @Test
    void shouldRefuseAFormerNameThatIsClaimedTwice() {
        assertThat(Faults.of(
                        source("a").withFormerly(List.of("old-in", "x", "X")),
                        sink("b", "a").withFormerly(List.of("oldIn"))))
                .containsExactly(
                        "a: former name is claimed twice: formerly=X, steps=[a, a]; let one step say it, once",
                        "b: former name is claimed twice: formerly=oldIn, steps=[a, b]; let one step say it, once");
    }

    @Test
    void shouldRefuseAFormerNameThatNoStepCanHaveHad() {
        assertThat(Faults.of(source("a").withFormerly(List.of("1 st")), sink("b", "a")))
                .containsExactly("a: name of the step in former times is not valid: name='1 st';"
                        + " use a letter, then letters, digits, dashes and underscores, at most 100");
    }
}
