package io.millrace.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    private Path temporary;

    @Test
    void shouldYieldEachLineOnceWhenItIsComplete() throws IOException {
        Path file = temporary.resolve("log");
        LogTail tail = new LogTail(file, 0);
        assertThat(tail.poll()).as("before there is a file").isEmpty();

        append(file, "one\ntw");
        assertThat(tail.poll()).containsExactly("one");
        assertThat(tail.poll()).isEmpty();

        append(file, "o\n\nÄhre\n");
        assertThat(tail.poll()).containsExactly("two", "", "Ähre");
        assertThat(new LogTail(file, 4).poll()).containsExactly("two", "", "Ähre");
    }

    @Test
    void shouldCutALineThatDoesNotEnd() throws IOException {
        Path file = temporary.resolve("log");
        append(file, "x".repeat(100_000) + "\nend\n");
        LogTail tail = new LogTail(file, 0);

        List<String> first = tail.poll();
        assertThat(first).hasSize(1);
        List<String> second = tail.poll();
        assertThat(second).hasSize(2).last().isEqualTo("end");
        assertThat(first.get(0) + second.get(0)).isEqualTo("x".repeat(100_000));
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
