package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Lists, sets and queues: a header, which is twice the number of elements plus 1 if one of them is null, and then the
 * elements. Only if one is null each says whether it is.
 *
 * @param shape what is made when reading
 * @param element codec of the elements
 * @param node schema
 */
record CollectionCodec<E>(Groups.Shape<Collection<E>> shape, ValueCodec<E> element, Schema node)
        implements ValueCodec<Collection<E>> {

    CollectionCodec(Groups.Shape<Collection<E>> shape, ValueCodec<E> element) {
        this(shape, element, Schema.group(shape.name(), element.node()));
    }

    @Override
    public void write(Collection<E> values, Output out, int depth) {
        if (shape.isSorted()) {
            requireNaturalOrder(comparator(values), node);
        }
        int start = out.position();
        int size = values.size();
        out.writeVarInt(Headers.withoutNulls(size, node), true);
        int written = 0;
        for (E value : values) {
            if (value == null) {
                // Rare, so that the others need not be looked through before.
                out.setPosition(start);
                writeWithNulls(values, out, depth);
                return;
            }
            element.write(value, out, depth);
            written++;
        }
        Headers.requireUnchanged(size, written, node);
    }

    private void writeWithNulls(Collection<E> values, Output out, int depth) {
        int size = values.size();
        out.writeVarInt(Headers.withNulls(size), true);
        int written = 0;
        for (E value : values) {
            element.writeNullable(value, out, depth);
            written++;
        }
        Headers.requireUnchanged(size, written, node);
    }

    @Override
    public Collection<E> read(Input in, int depth) {
        return read(element, in, depth);
    }

    @Override
    public Decoder<Collection<E>> adapted(Schema written, Readings readings) throws IncompatibleSchemaException {
        Decoder<E> decoder = readings.element(element, written.element(0));
        return (in, depth) -> read(decoder, in, depth);
    }

    @SuppressWarnings("NullAway") // Collections of the JDK hold null where their elements may be.
    private Collection<E> read(Decoder<E> decoder, Input in, int depth) {
        int header = in.readVarInt(true);
        int size = Headers.size(header, in);
        Collection<E> values = shape.factory().apply(Headers.capacity(size, depth));
        if (Headers.hasNulls(header)) {
            for (int i = 0; i < size; i++) {
                values.add(decoder.readNullable(in, depth));
            }
        } else {
            for (int i = 0; i < size; i++) {
                values.add(decoder.read(in, depth));
            }
        }
        return values;
    }

    private static @Nullable Comparator<?> comparator(Collection<?> values) {
        if (values instanceof PriorityQueue<?> queue) {
            return queue.comparator();
        }
        return values instanceof SortedSet<?> set ? set.comparator() : null;
    }

    static void requireNaturalOrder(@Nullable Comparator<?> comparator, Schema schema) {
        if (comparator != null && comparator != Comparator.naturalOrder()) {
            throw new CodecException("Order of a collection cannot be written: type=" + schema.name() + ", comparator="
                    + comparator.getClass().getName() + "; use the natural order, or "
                    + RefusedTypeException.GIVE_SERIALIZER);
        }
    }
}
