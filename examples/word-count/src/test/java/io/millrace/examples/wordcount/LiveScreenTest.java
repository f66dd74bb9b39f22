package io.millrace.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.status.TopologyStatus;
import io.millrace.window.Firing;
import io.millrace.window.Window;
import io.millrace.window.WindowResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveScreenTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void shouldPrintALineForEachWindowElsewhere() throws IOException {
        LiveScreen screen = screen(null);
        screen.show(window(0, "whale", "sea"));
        screen.show(window(2000, "ship"));
        assertThat(output().lines())
                .hasSize(2)
                .element(0)
                .asString()
                .matches("..:..:00 to ..:..:02  3 words, 2 different: whale 2, sea 1");
    }

    @Test
    void shouldRedrawInPlaceOnATerminal() throws IOException {
        LiveScreen screen = screen(new Terminal.Size(24, 80));
        screen.show(window(0, "whale", "sea"));
        assertThat(output()).doesNotContain("\033");
        assertThat(output().lines())
                .containsExactly(
                        output().lines().findFirst().orElseThrow(),
                        "",
                        "      2  whale            " + "#".repeat(30),
                        "      1  sea              " + "#".repeat(15),
                        "");
        out.reset();
        screen.show(window(2000, "ship"));
        assertThat(output()).startsWith("\033[5A\r\033[J").contains("1  ship");
        out.reset();
        screen.show(window(4000, "ship"));
        assertThat(output()).startsWith("\033[4A\r\033[J");
    }

    @Test
    void shouldFitOnTheTerminal() throws IOException {
        LiveScreen screen = screen(new Terminal.Size(10, 60));
        screen.show(
                window(0, IntStream.range(0, 30).mapToObj(i -> "w".repeat(60)).toArray(String[]::new)));
        assertThat(output().lines()).hasSizeLessThan(10).allMatch(line -> line.length() <= 60);
    }

    @Test
    void shouldNotDrawOnATinyTerminal() throws IOException {
        LiveScreen screen = screen(new Terminal.Size(3, 80));
        screen.show(window(0, "whale"));
        screen.show(window(2000, "whale"));
        assertThat(output()).hasLineCount(2).doesNotContain("\033");
    }

    @Test
    void shouldLeaveTheCursorOnALineOfItsOwn() throws IOException {
        LiveScreen screen = screen(new Terminal.Size(24, 80));
        screen.onChange(change(TopologyState.STARTING, TopologyState.RUNNING));
        screen.show(window(0, "whale"));
        screen.onChange(change(TopologyState.STOPPING, TopologyState.STOPPED));
        assertThat(output()).startsWith("title\n\n").endsWith("\n\n\n");
    }

    @Test
    void shouldFailWhenNobodyReads() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        LiveScreen screen = new LiveScreen("title", new Terminal(new PrintStream(closed), null));
        assertThatThrownBy(() -> screen.show(window(0, "whale")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Standard output takes no more");
    }

    private LiveScreen screen(Terminal.Size size) {
        return new LiveScreen("title", new Terminal(new PrintStream(out, false, StandardCharsets.UTF_8), size));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static WindowResult<Window, WordTotals> window(long startMillis, String... words) {
        List<WordCount> top = IntStream.range(0, words.length)
                .mapToObj(i -> new WordCount(words[i], words.length - i))
                .toList();
        long sum = top.stream().mapToLong(WordCount::count).sum();
        Window window = new Window(startMillis, startMillis + 2000);
        return new WindowResult<>(window, window, new WordTotals(sum, words.length, top), Firing.ON_TIME, 0);
    }

    private static TopologyStateChanged change(TopologyState from, TopologyState to) {
        return new TopologyStateChanged(
                from, new TopologyStatus("word-count", to, null, List.of(), List.of(), List.of()));
    }
}
