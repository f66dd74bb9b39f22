package io.millrace.examples.wordcount;

import io.millrace.source.TextSource;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.status.TopologyStatus;
import io.millrace.window.Window;
import io.millrace.window.WindowResult;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.context.event.EventListener;

/**
 * Prints what was counted when the text has ended. The words come as {@code uniq -c} prints them, so that both can be
 * compared.
 *
 * <p><b>Thread.</b> Results come from tasks, changes of state from one other thread.
 */
class TextReport {

    private final TextSource text;
    private final PrintStream out;
    private final LongAdder windows = new LongAdder();
    private final LongAdder words = new LongAdder();
    private volatile WordTotals totals = WordTotals.NONE;
    private long startNanos;

    TextReport(TextSource text, PrintStream out) {
        this.text = text;
        this.out = out;
    }

    /** Takes the number of words of a window that is complete. */
    void onWindow(WindowResult<Window, Long> result) {
        windows.increment();
        words.add(result.value());
    }

    /** Takes the totals of the whole text. */
    void onTotals(WordTotals result) {
        totals = result;
    }

    /** Words in the windows that are complete. */
    long words() {
        return words.sum();
    }

    @EventListener
    void onChange(TopologyStateChanged change) {
        if (change.to() == TopologyState.RUNNING) {
            startNanos = System.nanoTime();
        } else if (change.to() == TopologyState.FINISHED) {
            print(change.status(), Duration.ofNanos(System.nanoTime() - startNanos));
        }
    }

    private void print(TopologyStatus status, Duration duration) {
        for (WordCount word : totals.top()) {
            out.printf(Locale.ROOT, "%7d %s%n", word.count(), word.word());
        }
        double seconds = duration.toNanos() / 1e9;
        out.println();
        line("words", totals.words());
        line("different words", totals.differentWords());
        line("windows", windows.sum());
        line("late records", status.operator("counts").lateRecords());
        if (text.malformedLines() > 0) {
            line("malformed lines", text.malformedLines());
        }
        out.printf(Locale.ROOT, "%-16s %,15.2f%n", "seconds", seconds);
        line("words/s", Math.round(totals.words() / Math.max(seconds, 1e-3)));
        out.flush();
    }

    private void line(String name, long value) {
        out.printf(Locale.ROOT, "%-16s %,15d%n", name, value);
    }
}
