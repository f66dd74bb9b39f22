package io.millrace.worker.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Takes the entries of a view, copied at the moment they are told, as a codec would. */
public final class EntryLog<V> implements KeyedPart.EntrySink<V> {

    private final UnaryOperator<V> copy;
    private final List<Entry<V>> entries = new ArrayList<>();
    private int entriesOfPage;
    private int pages;

    /** Makes an empty log. */
    public EntryLog(UnaryOperator<V> copy) {
        this.copy = copy;
    }

    @Override
    public void entry(long namespace, Object key, int hash, V value) {
        entries.add(new Entry<>(namespace, key, hash, copy.apply(value)));
        entriesOfPage++;
    }

    @Override
    public void endPage() {
        if (entriesOfPage == 0) {
            throw new AssertionError("Page is empty");
        }
        entriesOfPage = 0;
        pages++;
    }

    /** What was told. */
    public List<Entry<V>> entries() {
        if (entriesOfPage != 0) {
            throw new AssertionError("Page has not been completed");
        }
        return entries;
    }

    /** Number of pages that were told. */
    public int pages() {
        return pages;
    }

    /** An entry. */
    public record Entry<V>(long namespace, Object key, int hash, V value) {}
}
