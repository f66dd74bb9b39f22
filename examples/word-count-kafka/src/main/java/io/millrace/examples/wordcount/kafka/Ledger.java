package io.millrace.examples.wordcount.kafka;

import io.millrace.examples.wordcount.WordCount;
import io.millrace.examples.wordcount.WordTotals;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the words that were sent with the counts that are read back, window by window. Windows before the first that was
 * sent are of an earlier run, and none of its business.
 *
 * <p><b>Thread.</b> May be used by any thread.
 */
final class Ledger {

    private final int top;
    private final NavigableMap<Long, Page> open = new TreeMap<>();
    private long firstMillis = Long.MAX_VALUE;
    private int windows;
    private long words;
    private long twice;

    Ledger(int top) {
        this.top = top;
    }

    /** A word goes out. Its window is the last one so far, or a later one. */
    synchronized void onSent(long windowMillis) {
        firstMillis = Math.min(firstMillis, windowMillis);
        open.computeIfAbsent(windowMillis, start -> new Page()).sent++;
    }

    /** A word that went out will not arrive. */
    synchronized void onLost(long windowMillis) {
        Page page = open.get(windowMillis);
        if (page != null) {
            page.sent--;
        }
    }

    /**
     * A count has been read back.
     *
     * @return all of its window, if this was the last count that was missing
     */
    synchronized @Nullable WordTotals onCount(long windowMillis, String word, long count) {
        Page page = open.get(windowMillis);
        if (page == null) {
            twice += windowMillis < firstMillis ? 0 : 1;
            return null;
        }
        if (page.counts.putIfAbsent(word, count) != null) {
            twice++;
            return null;
        }
        page.counted += count;
        if (page.counted < page.sent || open.lastKey() == windowMillis) {
            return null;
        }
        open.remove(windowMillis);
        windows++;
        words += page.counted;
        return page.totals(top);
    }

    /** What has come of the windows that begin before a time. */
    synchronized Balance balance(long beforeMillis) {
        Collection<Page> missing = open.headMap(beforeMillis).values();
        return new Balance(
                windows,
                words + missing.stream().mapToLong(page -> page.counted).sum(),
                missing.stream().mapToLong(page -> page.sent - page.counted).sum(),
                twice);
    }

    /**
     * How sent and counted words compare.
     *
     * @param windows windows that are complete
     * @param words words that were counted
     * @param missing words that were sent and not counted
     * @param twice counts that came again
     */
    record Balance(int windows, long words, long missing, long twice) {

        /** Whether each word counts once. */
        boolean isRight() {
            return missing == 0 && twice == 0;
        }
    }

    private static final class Page {

        private final Map<String, Long> counts = new HashMap<>();
        private long sent;
        private long counted;

        WordTotals totals(int top) {
            return new WordTotals(
                    counted,
                    counts.size(),
                    counts.entrySet().stream()
                            .map(entry -> new WordCount(entry.getKey(), entry.getValue()))
                            .sorted(WordCount.BY_FREQUENCY.reversed())
                            .limit(top)
                            .toList());
        }
    }
}
