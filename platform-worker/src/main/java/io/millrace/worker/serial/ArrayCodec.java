package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;

/**
 * Arrays of objects, written as lists are.
 *
 * @param component class of the elements
 * @param elements codec of the elements as a list
 */
record ArrayCodec<E>(Class<E> component, CollectionCodec<E> elements) implements ValueCodec<E[]> {

    @Override
    public void write(E[] values, Output out, int depth) {
        elements.write(Arrays.asList(values), out, depth);
    }

    @Override
    public E[] read(Input in, int depth) {
        return array(elements.read(in, depth));
    }

    @Override
    public Schema node() {
        return elements.node();
    }

    @Override
    public Decoder<E[]> adapted(Schema written, Readings readings) throws IncompatibleSchemaException {
        Decoder<Collection<E>> decoder = elements.adapted(written, readings);
        return (in, depth) -> array(decoder.read(in, depth));
    }

    @SuppressWarnings("unchecked") // The array is made of the class of the elements.
    private E[] array(Collection<E> values) {
        return values.toArray((E[]) Array.newInstance(component, 0));
    }
}
