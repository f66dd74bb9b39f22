package io.millrace.sink;

import io.millrace.Experimental;
import java.util.Arrays;
import java.util.Objects;

/**
 * Results that have been prepared, and wait for the checkpoint that decides whether they become visible.
 *
 * <p><b>Ownership.</b> The content is handed over and never changed.
 *
 * @param id tells the transaction from all others of its sink
 * @param content what else {@link TransactionalWriter#commit} needs, in any process: the results themselves, where nothing
 *     but the checkpoint keeps them. Lies in memory until then; 64 MiB at most
 */
@Experimental
@SuppressWarnings("ArrayRecordComponent") // Handed over; compared by what is in it.
public record Transaction(String id, byte[] content) {

    private static final byte[] NOTHING = {};

    /** Refuses what is missing. */
    public Transaction {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(content, "content");
    }

    /** A transaction of which the sink itself keeps everything. */
    public static Transaction of(String id) {
        return new Transaction(id, NOTHING);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Transaction that && id.equals(that.id) && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Transaction[id=" + id + ", bytes=" + content.length + "]";
    }
}
