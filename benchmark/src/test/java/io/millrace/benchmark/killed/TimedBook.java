package io.millrace.benchmark.killed;

import io.millrace.examples.wordcount.Words;
import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A number of lines of the book, over and over, each with a timestamp of its own, and what is to be counted in them. */
final class TimedBook {

    private final List<String> lines = new ArrayList<>();

    TimedBook(int count) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(TimedBook.class.getResourceAsStream("/text/moby-dick.txt")),
                StandardCharsets.UTF_8))) {
            List<String> book = reader.lines().toList();
            for (int i = 0; i < count; i++) {
                lines.add(book.get(i % book.size()));
            }
        }
    }

    /** Writes it into files; each has every n-th line. The timestamp of a line is its number. */
    void write(Path folder, int files) throws IOException {
        Files.createDirectories(folder);
        for (int file = 0; file < files; file++) {
            List<String> part = new ArrayList<>();
            for (int i = file; i < lines.size(); i += files) {
                part.add(TimedWords.line(i, lines.get(i)));
            }
            Files.write(folder.resolve("part-" + file + ".txt"), part);
        }
    }

    /** The results of all windows, sorted. */
    List<String> windows() {
        Map<Long, Map<String, Long>> counts = new TreeMap<>();
        long windowMillis = KilledWordCount.WINDOW.toMillis();
        for (int i = 0; i < lines.size(); i++) {
            Map<String, Long> words = counts.computeIfAbsent(i - i % windowMillis, start -> new HashMap<>());
            new Words().apply(lines.get(i), new EachWord(word -> words.merge(word, 1L, Long::sum)));
        }
        List<String> results = new ArrayList<>();
        counts.forEach((start, words) ->
                words.forEach((word, count) -> results.add(KilledWordCount.window(start, word, count))));
        Collections.sort(results);
        return results;
    }

    /** All running totals, sorted. */
    List<String> totals() {
        Map<String, Long> totals = new HashMap<>();
        List<String> results = new ArrayList<>();
        EachWord counting = new EachWord(word -> results.add(word + "\t" + totals.merge(word, 1L, Long::sum)));
        lines.forEach(line -> new Words().apply(line, counting));
        Collections.sort(results);
        return results;
    }

    private record EachWord(Consumer<String> consumer) implements Emitter<String> {

        @Override
        public void emit(String word) {
            consumer.accept(word);
        }

        @Override
        public <S> void emit(OutputTag<S> tag, S value) {
            throw new UnsupportedOperationException("Words have no side output: tag=" + tag.name());
        }
    }
}
