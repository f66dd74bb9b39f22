package io.millrace.worker.rocks;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.state.Spill;
import io.millrace.worker.state.StateStoreError;
import java.nio.ByteBuffer;

/**
 * Entries of one table as bytes. Integers are big-endian, so the keys of a part and namespace lie together, and in them those
 * of a key group: groups are ranges of hashes.
 *
 * <pre>
 * key:   part (4)  namespace (8)  hash (4)  key by its codec
 * value: stamp (1 to 9, variable)  value by its codec
 * </pre>
 *
 * <p><b>Thread.</b> One at a time.
 *
 * @param <C> the type of the cells
 * @param <V> the type of their values
 */
final class EntryBytes<C, V> {

    private static final int HASH_OFFSET = 12;
    private static final int KEY_OFFSET = 16;
    private static final int INITIAL_BYTES = 256;

    private final PartCodecs<C, V> part;
    private final byte[] prefix;
    private final Output keyOut = new Output(INITIAL_BYTES, -1);
    private final Output valueOut = new Output(INITIAL_BYTES, -1);
    private final Input in = new Input();

    /** Makes the bytes of the table of a namespace. */
    EntryBytes(PartCodecs<C, V> part, long namespace) {
        this.part = part;
        this.prefix = prefix(part.number(), namespace);
    }

    /** What all keys of a table begin with. */
    static byte[] prefix(int part, long namespace) {
        return ByteBuffer.allocate(HASH_OFFSET).putInt(part).putLong(namespace).array();
    }

    /** What all keys of a table begin with that have this hash. */
    static byte[] prefix(int part, long namespace, int hash) {
        return ByteBuffer.allocate(KEY_OFFSET)
                .putInt(part)
                .putLong(namespace)
                .putInt(hash)
                .array();
    }

    /** The hash in a key. */
    static int hash(byte[] key) {
        return ByteBuffer.wrap(key).getInt(HASH_OFFSET);
    }

    /** Lets the key be read that its codec has written. */
    static void setToKey(Input in, byte[] key) {
        in.setBuffer(key, KEY_OFFSET, key.length - KEY_OFFSET);
    }

    /** What all keys of the table begin with. */
    byte[] prefix() {
        return prefix;
    }

    /** Writes a key into {@link #keyBuffer}; yields its length. */
    int writeKey(Object key, int hash) {
        keyOut.reset();
        keyOut.writeBytes(prefix);
        keyOut.writeByte(hash >>> 24);
        keyOut.writeByte(hash >>> 16);
        keyOut.writeByte(hash >>> 8);
        keyOut.writeByte(hash);
        encode(part.keys(), key, keyOut);
        return keyOut.position();
    }

    byte[] keyBuffer() {
        return keyOut.getBuffer();
    }

    byte[] key(Object key, int hash) {
        writeKey(key, hash);
        return keyOut.toBytes();
    }

    byte[] value(C cell) {
        valueOut.reset();
        valueOut.writeVarLong(part.form().stamp(cell), false);
        encode(part.values(), part.form().toValue(cell), valueOut);
        return valueOut.toBytes();
    }

    /** Reads the cell of a key that is known. */
    C cell(Object key, int hash, byte[] value, int length) {
        try {
            in.setBuffer(value, 0, length);
            long stamp = in.readVarLong(false);
            return part.form().toCell(key, hash, stamp, part.values().decode(in));
        } catch (RuntimeException e) {
            throw failed("read", e);
        }
    }

    /** Reads an entry. */
    Spill.Entry<C> entry(byte[] key, byte[] value) {
        int hash = hash(key);
        Object read;
        try {
            setToKey(in, key);
            read = part.keys().decode(in);
        } catch (RuntimeException e) {
            throw failed("read", e);
        }
        return new Spill.Entry<>(read, hash, cell(read, hash, value, value.length));
    }

    private <T> void encode(Codec<T> codec, T object, Output out) {
        try {
            codec.encode(object, out);
        } catch (RuntimeException e) {
            throw failed("written", e);
        }
    }

    private StateStoreError failed(String what, RuntimeException cause) {
        return new StateStoreError(
                "State cannot be " + what + ": state=" + part.name() + ", cause=" + cause
                        + "; correct the type, or give it a serializer with TopologyBuilder.serializer",
                cause);
    }
}
