package io.millrace.benchmark.ideal;

import io.millrace.benchmark.wordcount.WordTable;
import io.millrace.benchmark.workload.LineWords;
import io.millrace.benchmark.workload.RepeatedText;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import io.millrace.benchmark.workload.WordCountInput;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Each thread counts the words of its lines in a table for each window, and the last to leave a window puts the tables
 * together. Nothing goes from thread to thread but whole tables.
 */
final class WindowedWords {

    private final RepeatedText text;
    private final int threads;
    private final Map<Long, Merge> merges = new HashMap<>();

    WindowedWords(RepeatedText text, int threads) {
        this.text = text;
        this.threads = threads;
    }

    Tally run() throws InterruptedException, ExecutionException {
        Tally complete = Crew.run(threads, this::part);
        // The lines of some threads end in an earlier window than those of others.
        TallyBuilder rest = new TallyBuilder();
        merges.forEach((startMillis, merge) -> merge.table.drainTo(rest, startMillis));
        return complete.plus(rest.build());
    }

    private Tally part(int thread) {
        TallyBuilder tally = new TallyBuilder();
        WordTable table = new WordTable();
        long startMillis = 0;
        RepeatedText.Cursor cursor = text.cursor(thread, threads);
        while (cursor.next()) {
            while (cursor.timestampMillis() >= startMillis + WordCountInput.WINDOW_MILLIS) {
                table = leave(startMillis, table, tally);
                startMillis += WordCountInput.WINDOW_MILLIS;
            }
            LineWords words = new LineWords(cursor.line());
            for (String word; (word = words.next()) != null; ) {
                table.emit(word);
            }
        }
        leave(startMillis, table, tally);
        return tally.build();
    }

    /** Hands over the table of a window, and yields one for the next. */
    private WordTable leave(long startMillis, WordTable table, TallyBuilder tally) {
        WordTable complete = merge(startMillis, table);
        if (complete == null) {
            return new WordTable();
        }
        complete.drainTo(tally, startMillis);
        return complete;
    }

    /** The table of all threads, if this was the last. */
    private synchronized @Nullable WordTable merge(long startMillis, WordTable table) {
        Merge merge = merges.computeIfAbsent(startMillis, start -> new Merge(table));
        if (merge.table != table) {
            merge.table.takeAll(table);
        }
        merge.parts++;
        return merge.parts == threads ? merges.remove(startMillis).table : null;
    }

    private static final class Merge {

        private final WordTable table;
        private int parts;

        Merge(WordTable table) {
            this.table = table;
        }
    }
}
