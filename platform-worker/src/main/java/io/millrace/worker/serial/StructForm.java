package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a struct is made of its fields. Each is composed to one method handle, which the compiler sees through. */
sealed interface StructForm {

    /**
     * Reads one written field.
     *
     * @param field number of the field that takes it, or {@link #SKIPPED}
     * @param reader {@code (Input, int)type} for the type of the field, or {@code (Input, int)void}
     */
    record Reading(int field, MethodHandle reader) {}

    /** Number of a field that nothing takes. */
    int SKIPPED = -1;

    /** Makes a struct of what is read, in the order in which it was written: {@code (Input, int)Object}. */
    MethodHandle decoder(List<Reading> readings);

    /**
     * A record, made by its canonical constructor.
     *
     * @param constructor {@code (types)Object}
     */
    record OfRecord(MethodHandle constructor) implements StructForm {

        @Override
        public MethodHandle decoder(List<Reading> readings) {
            List<Integer> order = order(readings);
            MethodHandle decoder = appendInput(permuted(order));
            int open = order.size();
            while (open > countOfTaken(readings)) {
                open--;
                decoder = MethodHandles.foldArguments(
                        decoder, open, absent(decoder.type().parameterType(open)));
            }
            // From the last one to the first: the outermost handle runs first.
            for (int i = readings.size() - 1; i >= 0; i--) {
                open -= readings.get(i).field() == SKIPPED ? 0 : 1;
                decoder = MethodHandles.foldArguments(
                        decoder, open, readings.get(i).reader());
            }
            return decoder;
        }

        /** Numbers of the components: those that are read, as they are written, and then those that are absent. */
        private List<Integer> order(List<Reading> readings) {
            List<Integer> order = new ArrayList<>();
            for (Reading reading : readings) {
                if (reading.field() != SKIPPED) {
                    order.add(reading.field());
                }
            }
            for (int component = 0; component < constructor.type().parameterCount(); component++) {
                if (!order.contains(component)) {
                    order.add(component);
                }
            }
            return order;
        }

        private static long countOfTaken(List<Reading> readings) {
            return readings.stream()
                    .filter(reading -> reading.field() != SKIPPED)
                    .count();
        }

        private MethodHandle permuted(List<Integer> order) {
            Class<?>[] types = new Class<?>[order.size()];
            int[] positions = new int[order.size()];
            for (int position = 0; position < types.length; position++) {
                types[position] = constructor.type().parameterType(order.get(position));
                positions[order.get(position)] = position;
            }
            return MethodHandles.permuteArguments(constructor, MethodType.methodType(Object.class, types), positions);
        }

        private static MethodHandle appendInput(MethodHandle constructor) {
            return MethodHandles.dropArguments(
                    constructor, constructor.type().parameterCount(), Input.class, int.class);
        }

        private static MethodHandle absent(Class<?> type) {
            return type == Optional.class ? MethodHandles.constant(type, Optional.empty()) : MethodHandles.zero(type);
        }
    }

    /**
     * A class, whose fields are set one by one; an absent one keeps what it was made with.
     *
     * @param instantiator {@code ()Object}
     * @param setters {@code (Object, type)void} for each field
     */
    record OfClass(MethodHandle instantiator, List<MethodHandle> setters) implements StructForm {

        @Override
        public MethodHandle decoder(List<Reading> readings) {
            MethodHandle decoder =
                    MethodHandles.dropArguments(MethodHandles.identity(Object.class), 1, Input.class, int.class);
            for (int i = readings.size() - 1; i >= 0; i--) {
                decoder = MethodHandles.foldArguments(decoder, step(readings.get(i)));
            }
            return MethodHandles.foldArguments(decoder, instantiator);
        }

        private MethodHandle step(Reading reading) {
            return reading.field() == SKIPPED
                    ? MethodHandles.dropArguments(reading.reader(), 0, Object.class)
                    : MethodHandles.collectArguments(setters.get(reading.field()), 1, reading.reader());
        }
    }
}
