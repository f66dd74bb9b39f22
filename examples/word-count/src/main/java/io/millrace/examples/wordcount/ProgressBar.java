package io.millrace.examples.wordcount;

import io.millrace.source.TextSource;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Shows on a terminal how much of a text of known size has been read; elsewhere it shows nothing.
 *
 * <p><b>Thread.</b> Draws on a thread of its own; changes of state come from one other thread.
 */
class ProgressBar {

    private static final int REDRAW_MILLIS = 100;
    private static final int MAX_BAR_COLUMNS = 30;
    private static final double MEGA = 1e6;

    private final TextSource text;
    private final LongSupplier words;
    private final Terminal terminal;
    private @Nullable ScheduledExecutorService redrawing;
    private long totalBytes;
    private long startNanos;

    ProgressBar(TextSource text, LongSupplier words, Terminal terminal) {
        this.text = text;
        this.words = words;
        this.terminal = terminal;
    }

    /** Clears the bar before others write where it was; after Ctrl-C it stays. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void onChange(TopologyStateChanged change) throws IOException {
        if (change.to() == TopologyState.RUNNING) {
            start();
        } else if (change.to().isTerminal()) {
            stop(change.to() == TopologyState.STOPPED ? "\n" : Terminal.clearLine());
        }
    }

    private synchronized void start() throws IOException {
        Terminal.Size size = terminal.size();
        totalBytes = text.totalBytes();
        startNanos = System.nanoTime();
        if (size != null && totalBytes > 0) {
            redrawing = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "progress-bar");
                thread.setDaemon(true);
                return thread;
            });
            var unused = redrawing.scheduleAtFixedRate(
                    () -> draw(size.columns()), REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void stop(String last) {
        if (redrawing != null) {
            redrawing.shutdown();
            redrawing = null;
            print(last);
        }
    }

    private synchronized void draw(int columns) {
        if (redrawing != null) {
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            print(Terminal.clearLine() + line(text.bytesRead(), totalBytes, words.getAsLong() / seconds, columns));
        }
    }

    private void print(String line) {
        terminal.stream().print(line);
        terminal.stream().flush();
    }

    /** The bar, with what there is room for; the last column stays free. */
    static String line(long bytesRead, long totalBytes, double wordsPerSecond, int columns) {
        double share = Math.min(1, (double) bytesRead / totalBytes);
        String numbers = String.format(
                Locale.ROOT,
                " %3d %%  %.1f of %.1f MB  %.2f M words/s",
                (int) (share * 100),
                bytesRead / MEGA,
                totalBytes / MEGA,
                wordsPerSecond / MEGA);
        int barColumns = Math.min(MAX_BAR_COLUMNS, columns - numbers.length() - 3);
        if (barColumns < 1) {
            return numbers.substring(0, Math.min(numbers.length(), columns - 1));
        }
        int filled = (int) (share * barColumns);
        return "[" + "#".repeat(filled) + "-".repeat(barColumns - filled) + "]" + numbers;
    }
}
