package io.millrace.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {

    @Test
    void shouldReadWhatSttySays() {
        assertThat(Terminal.Size.parse("24 80\n")).isEqualTo(new Terminal.Size(24, 80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "24", "24 80 1", "-1 80", "stty: not a terminal", "999999 80"})
    void shouldTakeEverythingElseForNoTerminal(String answer) {
        assertThat(Terminal.Size.parse(answer)).isNull();
    }

    @Test
    void shouldNotTakeAPipeForATerminal() {
        assertThat(Terminal.out().size()).isNull();
        assertThat(Terminal.err().size()).isNull();
    }
}
