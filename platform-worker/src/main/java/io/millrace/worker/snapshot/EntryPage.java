package io.millrace.worker.snapshot;

import com.esotericsoftware.kryo.io.Output;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.state.KeyedPart;
import java.util.function.Consumer;

/**
 * Encodes the entries of a part page by page: hash (four bytes), namespace (variable), key, value. What a codec throws spoils
 * the snapshot and not the task: it is kept, and nothing further is encoded.
 *
 * <p><b>Thread.</b> Owned by whoever writes the pages: the task, or the background.
 */
final class EntryPage<V> implements KeyedPart.EntrySink<V> {

    private static final int INITIAL_BYTES = 1 << 12;

    private final Codec<Object> keys;
    private final Codec<V> values;
    private final Consumer<EncodedBlock> blocks;
    private final Consumer<RuntimeException> failures;
    private final Output out = new Output(INITIAL_BYTES, -1);
    private int entries;
    private boolean hasFailed;

    /**
     * Makes an empty page.
     *
     * @param blocks takes each page when it is complete
     * @param failures takes what a codec throws, once
     */
    EntryPage(Codec<Object> keys, Codec<V> values, Consumer<EncodedBlock> blocks, Consumer<RuntimeException> failures) {
        this.keys = keys;
        this.values = values;
        this.blocks = blocks;
        this.failures = failures;
    }

    @Override
    public void entry(long namespace, Object key, int hash, V value) {
        if (hasFailed) {
            return;
        }
        try {
            out.writeInt(hash);
            out.writeVarLong(namespace, false);
            keys.encode(key, out);
            values.encode(value, out);
            entries++;
        } catch (RuntimeException e) {
            hasFailed = true;
            failures.accept(e);
        }
    }

    @Override
    public void endPage() {
        if (entries > 0 && !hasFailed) {
            blocks.accept(new EncodedBlock(out.toBytes(), entries));
        }
        out.reset();
        entries = 0;
    }
}
