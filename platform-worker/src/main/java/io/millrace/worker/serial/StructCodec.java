package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records, and classes whose fields are written one by one: the fields in the order of the schema. A field that may be
 * null has a flag before it. A struct without fields is a zero byte.
 *
 * @param type class of the values; no other class is written
 * @param shape fields, and how values are made of them
 * @param encoder writes the fields
 * @param decoder reads them
 * @param node schema
 */
record StructCodec<T>(Class<?> type, Shape shape, StructEncoder encoder, Decoder<T> decoder, Schema node)
        implements ValueCodec<T> {

    /**
     * Fields of a struct, and how it is made of them.
     *
     * @param fields the fields, in the order of the schema
     * @param form how a value is made
     */
    record Shape(List<StructField> fields, StructForm form) {}

    /** Makes the codec, and adds the fields to the schema. */
    static <T> StructCodec<T> of(Class<?> type, Shape shape, Schema node) {
        List<StructForm.Reading> readings = new ArrayList<>();
        if (shape.fields().isEmpty()) {
            readings.add(new StructForm.Reading(StructForm.SKIPPED, StructHandles.emptySkipper()));
        }
        for (StructField field : shape.fields()) {
            node.add(field.name(), field.codec().node(), field.isNullable());
            readings.add(new StructForm.Reading(
                    readings.size(),
                    field.isNullable()
                            ? StructHandles.reader(field.codec(), true, field.type())
                            : StructHandles.primitiveReader(field.type(), field.type())));
        }
        return new StructCodec<>(
                type,
                shape,
                Templates.encoder(StructHandles.encoder(shape.fields())),
                Templates.decoder(shape.form().decoder(readings)),
                node);
    }

    @Override
    public void write(T value, Output out, int depth) {
        if (!type.isInstance(value) || (value.getClass() != type && !type.isInterface())) {
            throw new CodecException("Value is of another class than its type: type=" + node.name() + ", class="
                    + value.getClass().getName() + "; declare the type that is used, or "
                    + RefusedTypeException.GIVE_SERIALIZER);
        }
        encoder.write(value, out, depth);
    }

    @Override
    public T read(Input in, int depth) {
        return decoder.read(in, depth);
    }

    @Override
    public Decoder<T> adapted(Schema written, Readings readings) throws IncompatibleSchemaException {
        Map<String, Integer> numbers = new TreeMap<>();
        for (int i = 0; i < shape.fields().size(); i++) {
            numbers.put(shape.fields().get(i).name(), i);
        }
        List<StructForm.Reading> steps = new ArrayList<>();
        if (written.parts().isEmpty()) {
            steps.add(new StructForm.Reading(StructForm.SKIPPED, StructHandles.emptySkipper()));
        }
        for (Schema.Part part : written.parts()) {
            // Removed, so that a damaged schema cannot name a field twice.
            Integer number = numbers.remove(part.name());
            steps.add(number == null ? skipping(part) : reading(number, part, readings));
        }
        return Templates.decoder(shape.form().decoder(steps));
    }

    private static StructForm.Reading skipping(Schema.Part part) {
        return new StructForm.Reading(StructForm.SKIPPED, StructHandles.skipper(part.required(), part.isNullable()));
    }

    private StructForm.Reading reading(int number, Schema.Part part, Readings readings)
            throws IncompatibleSchemaException {
        StructField field = shape.fields().get(number);
        Schema written = part.required();
        if (field.isNullable()) {
            Decoder<?> decoder = readings.field(field.name(), field.codec(), written);
            return new StructForm.Reading(number, StructHandles.reader(decoder, part.isNullable(), field.type()));
        }
        Class<?> primitive = readings.primitive(field, part);
        return new StructForm.Reading(number, StructHandles.primitiveReader(primitive, field.type()));
    }
}
