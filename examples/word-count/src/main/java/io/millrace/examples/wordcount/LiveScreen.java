package io.millrace.examples.wordcount;

import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.window.Window;
import io.millrace.window.WindowResult;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;

/**
 * Shows the totals of the current window: on a terminal in place, elsewhere a line for each window.
 *
 * <p><b>Thread.</b> Windows come from one task; changes of state may come from another thread.
 */
public class LiveScreen {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int BAR_COLUMNS = 30;
    private static final int MIN_COLUMNS = 60;
    private static final int LINES_BESIDE_WORDS = 4;

    private final String title;
    private final Terminal terminal;
    private int linesOnScreen;

    /** A screen that begins with a title. */
    public LiveScreen(String title, Terminal terminal) {
        this.title = title;
        this.terminal = terminal;
    }

    /** Shows a window. */
    public synchronized void show(WindowResult<Window, WordTotals> result) throws IOException {
        Terminal.Size size = terminal.size();
        String text;
        if (size == null || size.columns() < MIN_COLUMNS || size.rows() <= LINES_BESIDE_WORDS) {
            text = line(result);
        } else {
            String screen = screen(result, size.rows() - LINES_BESIDE_WORDS);
            text = linesOnScreen > 0 ? Terminal.upAndClear(linesOnScreen) + screen : screen;
            linesOnScreen = (int) screen.lines().count();
        }
        print(text);
    }

    /** Says what will come, and leaves the cursor below what Ctrl-C has left on the screen. */
    @EventListener
    synchronized void onChange(TopologyStateChanged change) throws IOException {
        if (change.to() == TopologyState.RUNNING) {
            print(title + "\n\n");
        } else if (change.to() == TopologyState.STOPPED && linesOnScreen > 0) {
            print("\n");
        }
    }

    private void print(String text) throws IOException {
        terminal.stream().print(text);
        if (terminal.stream().checkError()) {
            throw new IOException("Standard output takes no more: it was closed; keep open what reads it");
        }
    }

    private static String screen(WindowResult<Window, WordTotals> result, int maxWords) {
        List<WordCount> top = result.value().top();
        long most = top.isEmpty() ? 1 : top.get(0).count();
        String words = top.stream()
                .limit(maxWords)
                .map(word -> String.format(
                        Locale.ROOT, "%7d  %-16.16s %s%n", word.count(), word.word(), bar(word.count(), most)))
                .collect(Collectors.joining());
        return heading(result) + "\n\n" + words + "\n";
    }

    private static String line(WindowResult<Window, WordTotals> result) {
        return heading(result) + ": "
                + result.value().top().stream()
                        .map(word -> word.word() + " " + word.count())
                        .collect(Collectors.joining(", "))
                + "\n";
    }

    private static String heading(WindowResult<Window, WordTotals> result) {
        return String.format(
                Locale.ROOT,
                "%s to %s  %,d words, %,d different",
                TIME.format(Instant.ofEpochMilli(result.window().startMillis())),
                TIME.format(Instant.ofEpochMilli(result.window().endMillis())),
                result.value().words(),
                result.value().differentWords());
    }

    private static String bar(long count, long most) {
        return "#".repeat((int) Math.max(1, count * BAR_COLUMNS / most));
    }
}
