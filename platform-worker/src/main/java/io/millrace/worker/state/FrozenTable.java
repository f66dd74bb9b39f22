package io.millrace.worker.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was at a barrier, in pages of slots. Each page is written once: by the task, before it changes something
 * in it, or by the background, whichever comes first. Nothing is copied.
 *
 * <p>Where the table takes other arrays, because it grows, shrinks or is cleared, the old ones are left to this view. Then
 * only values that are changed in place concern it, and they are found again by their keys.
 *
 * <p>A sink that throws leaves its page for written: the view is of no use any more, and nobody waits for ever.
 *
 * <p><b>Thread.</b> {@link #writeNext} is for the background, everything else for the task. Of one page, whoever has put its
 * claim first writes, and holds the claim's monitor while it does; the other waits for that, so at most for one page.
 *
 * @param <V> the type of the values
 */
final class FrozenTable<V> implements KeyedPart.Frozen {

    /** Measured: smaller pages cost more claims, larger ones make the task wait longer; see docs/benchmarks. */
    static final int PAGE_SLOTS = 256;

    private static final int PAGE_SHIFT = Integer.numberOfTrailingZeros(PAGE_SLOTS);
    private static final Object WRITTEN = new Object();
    private static final VarHandle PAGES = MethodHandles.arrayElementVarHandle(Object[].class);

    private final KeyTable<V> table;
    private final @Nullable Object[] entries;
    private final int[] hashes;
    private final long namespace;
    private final KeyedPart.EntrySink<? super V> ofTask;
    private final KeyedPart.EntrySink<? super V> ofBackground;

    /** Of each page null, the claim of its writer, or {@link #WRITTEN}. */
    private final @Nullable Object[] pages;

    /** Owned by the background. */
    private int nextPage;

    /** Claim that the background has put last, or is about to put. */
    private volatile @Nullable Object inHand;

    private volatile boolean isReleased;

    FrozenTable(
            KeyTable<V> table,
            @Nullable Object[] entries,
            int[] hashes,
            long namespace,
            KeyedPart.EntrySink<? super V> ofTask,
            KeyedPart.EntrySink<? super V> ofBackground) {
        this.table = table;
        this.entries = entries;
        this.hashes = hashes;
        this.namespace = namespace;
        this.ofTask = ofTask;
        this.ofBackground = ofBackground;
        this.pages = new Object[(hashes.length + PAGE_SLOTS - 1) >>> PAGE_SHIFT];
    }

    /** Whether a table with these entries still changes what this view sees. */
    boolean sees(@Nullable Object[] entriesNow) {
        return entries == entriesNow;
    }

    /** Key and value of a slot are about to be replaced, in the arrays of this view. */
    void beforeReplacing(int slot) {
        int page = slot >>> PAGE_SHIFT;
        if (PAGES.getAcquire(pages, page) != WRITTEN && !write(page, ofTask, false)) {
            await(page);
        }
    }

    /** A value is about to be changed in place that now lies in other arrays. */
    void beforeChangeOf(Object key, int hash) {
        int mask = hashes.length - 1;
        int slot = hash & mask;
        Object found;
        while ((found = entries[2 * slot]) != null) {
            if (found == key) {
                beforeReplacing(slot);
                return;
            }
            slot = (slot + 1) & mask;
        }
    }

    /**
     * {@inheritDoc} When it returns false and the view is not released, the task too has written all its pages, and what it
     * gave to its sink is seen by the caller.
     */
    @Override
    public boolean writeNext() {
        while (nextPage < pages.length && !isReleased) {
            int page = nextPage++;
            if (PAGES.getAcquire(pages, page) == null && write(page, ofBackground, true)) {
                return true;
            }
        }
        for (int page = 0; page < pages.length && !isReleased; page++) {
            await(page);
        }
        return false;
    }

    @Override
    public void release() {
        isReleased = true;
        Object claim = inHand;
        if (claim != null) {
            enter(claim);
        }
        table.onReleased(this);
    }

    /** Writes a page unless somebody has put a claim on it. */
    private boolean write(int page, KeyedPart.EntrySink<? super V> sink, boolean isBackground) {
        Object claim = new Object();
        synchronized (claim) {
            if (isBackground) {
                // Before the look at isReleased, as release looks at the two the other way around: one of them sees the
                // other.
                inHand = claim;
                if (isReleased) {
                    return false;
                }
            }
            if (!PAGES.compareAndSet(pages, page, null, claim)) {
                return false;
            }
            try {
                writeSlots(page, sink);
            } finally {
                PAGES.setRelease(pages, page, WRITTEN);
            }
            return true;
        }
    }

    @SuppressWarnings("unchecked")
    private void writeSlots(int page, KeyedPart.EntrySink<? super V> sink) {
        int end = Math.min((page + 1) << PAGE_SHIFT, hashes.length);
        boolean isEmpty = true;
        for (int slot = page << PAGE_SHIFT; slot < end; slot++) {
            Object key = entries[2 * slot];
            V value = (V) entries[2 * slot + 1];
            if (key != null && value != null) {
                sink.entry(namespace, key, hashes[slot], value);
                isEmpty = false;
            }
        }
        if (!isEmpty) {
            sink.endPage();
        }
    }

    private void await(int page) {
        Object claim = PAGES.getAcquire(pages, page);
        if (claim != WRITTEN && claim != null) {
            enter(claim);
        }
    }

    /** Waits until the writer of a claim has left it. */
    private static void enter(Object claim) {
        synchronized (claim) {
            // To enter is to wait.
        }
    }
}
