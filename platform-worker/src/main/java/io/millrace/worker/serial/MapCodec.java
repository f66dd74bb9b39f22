package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Map;
import java.util.SortedMap;

/**
 * Maps: a header as that of collections, then each key before its value.
 *
 * @param shape what is made when reading
 * @param key codec of the keys
 * @param value codec of the values
 * @param node schema
 */
record MapCodec<K, V>(Groups.Shape<Map<K, V>> shape, ValueCodec<K> key, ValueCodec<V> value, Schema node)
        implements ValueCodec<Map<K, V>> {

    MapCodec(Groups.Shape<Map<K, V>> shape, ValueCodec<K> key, ValueCodec<V> value) {
        this(shape, key, value, Schema.group(shape.name(), key.node(), value.node()));
    }

    @Override
    public void write(Map<K, V> map, Output out, int depth) {
        if (shape.isSorted() && map instanceof SortedMap<?, ?> sorted) {
            CollectionCodec.requireNaturalOrder(sorted.comparator(), node);
        }
        int start = out.position();
        int size = map.size();
        out.writeVarInt(Headers.withoutNulls(size, node), true);
        int written = 0;
        for (Map.Entry<K, V> entry : map.entrySet()) {
            if (entry.getKey() == null || entry.getValue() == null) {
                out.setPosition(start);
                writeWithNulls(map, out, depth);
                return;
            }
            key.write(entry.getKey(), out, depth);
            value.write(entry.getValue(), out, depth);
            written++;
        }
        Headers.requireUnchanged(size, written, node);
    }

    private void writeWithNulls(Map<K, V> map, Output out, int depth) {
        int size = map.size();
        out.writeVarInt(Headers.withNulls(size), true);
        int written = 0;
        for (Map.Entry<K, V> entry : map.entrySet()) {
            key.writeNullable(entry.getKey(), out, depth);
            value.writeNullable(entry.getValue(), out, depth);
            written++;
        }
        Headers.requireUnchanged(size, written, node);
    }

    @Override
    public Map<K, V> read(Input in, int depth) {
        return read(key, value, in, depth);
    }

    @Override
    public Decoder<Map<K, V>> adapted(Schema written, Readings readings) throws IncompatibleSchemaException {
        Decoder<K> keys = readings.element(key, written.element(0));
        Decoder<V> values = readings.element(value, written.element(1));
        return (in, depth) -> read(keys, values, in, depth);
    }

    @SuppressWarnings("NullAway") // Maps of the JDK hold null where their keys and values may be.
    private Map<K, V> read(Decoder<K> keys, Decoder<V> values, Input in, int depth) {
        int header = in.readVarInt(true);
        int size = Headers.size(header, in);
        Map<K, V> map = shape.factory().apply(Headers.capacity(size, depth));
        if (Headers.hasNulls(header)) {
            for (int i = 0; i < size; i++) {
                map.put(keys.readNullable(in, depth), values.readNullable(in, depth));
            }
        } else {
            for (int i = 0; i < size; i++) {
                map.put(keys.read(in, depth), values.read(in, depth));
            }
        }
        return map;
    }
}
