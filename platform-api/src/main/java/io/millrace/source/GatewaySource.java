package io.millrace.source;

import io.millrace.Experimental;
import io.millrace.type.TypeRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Source that the rest of the application sends into, through {@code StreamGateway}. Records wait until the topology takes
 * them, and their number is bounded. Belongs to one step of one topology.
 *
 * <p>The timestamp of a record is the time at which the topology takes it, unless the watermark strategy takes it from the
 * value. Each start of the topology begins with nothing waiting.
 *
 * <p><b>Thread.</b> {@link #offer} and {@link #end} may be called by any thread.
 *
 * @param <T> the type of the records
 */
public final class GatewaySource<T> implements Source<T> {

    /** Most records that wait at a time. */
    public static final int MAX_WAITING = 10_000;

    private final TypeRef<T> type;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private boolean isOpen;
    private @Nullable SplitContext context;

    GatewaySource(TypeRef<T> type) {
        this.type = Objects.requireNonNull(type, "type");
    }

    @Override
    public TypeRef<T> type() {
        return type;
    }

    /** From here on records may be sent, though nobody reads yet. */
    @Override
    public synchronized List<String> splits() {
        isOpen = true;
        return List.of("gateway");
    }

    @Override
    public synchronized SplitReader<T> open(String split, SplitContext splitContext) {
        isOpen = true;
        context = splitContext;
        return new Reader(splitContext);
    }

    /**
     * Lets a record wait to be taken.
     *
     * @param receipt is told what becomes of it, unless this call says that it is not accepted
     * @return how it went
     */
    @Experimental
    public Offer offer(T value, Receipt receipt) {
        Objects.requireNonNull(value, "value");
        SplitContext reader;
        synchronized (this) {
            if (!isOpen) {
                return Offer.NOT_RUNNING;
            }
            if (waiting.size() >= MAX_WAITING) {
                return Offer.FULL;
            }
            waiting.add(new Waiting(value, receipt));
            reader = context;
        }
        if (reader != null) {
            reader.wakeUp();
        }
        return Offer.WAITS;
    }

    /** Takes a record back that waits, so that it takes nobody's place; nothing happens if it does not wait any more. */
    @Experimental
    public synchronized void withdraw(Receipt receipt) {
        waiting.removeIf(record -> record.receipt() == receipt);
    }

    /** The topology does not run any more, or could not be started: what waits is refused. */
    @Experimental
    public void end() {
        List<Waiting> refused;
        synchronized (this) {
            isOpen = false;
            context = null;
            refused = new ArrayList<>(waiting);
            waiting.clear();
        }
        refused.forEach(record -> record.receipt().onRefused());
    }

    private synchronized @Nullable Waiting poll() {
        return waiting.poll();
    }

    /** What became of an offer. */
    public enum Offer {
        /** The receipt will be told more. */
        WAITS,
        /** The topology does not run. */
        NOT_RUNNING,
        /** Too many records wait. */
        FULL
    }

    /** What a sender wants to hear. Called once at most, by any thread; neither blocks nor throws. */
    public interface Receipt {

        /**
         * The topology is about to take the record.
         *
         * @return false if the sender does not want that any more
         */
        boolean onTaken();

        /** The topology has ended before it took the record. */
        void onRefused();
    }

    private record Waiting(Object value, Receipt receipt) {}

    private final class Reader implements SplitReader<T> {

        private final SplitContext splitContext;

        Reader(SplitContext splitContext) {
            this.splitContext = splitContext;
        }

        @Override
        public Progress read(SourceOutput<T> out) {
            while (!out.isFull()) {
                Waiting next = poll();
                if (next == null) {
                    return Progress.NOTHING_NOW;
                }
                if (next.receipt().onTaken()) {
                    @SuppressWarnings("unchecked") // Whoever offers has a value of the type.
                    T value = (T) next.value();
                    out.emit(value, splitContext.nowMillis());
                }
            }
            return Progress.MORE;
        }

        @Override
        public void close() {
            end();
        }
    }
}
