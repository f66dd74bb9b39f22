package io.millrace.worker.serial;

import java.lang.invoke.MethodHandle;

/**
 * Field of a class, or component of a record.
 *
 * @param name its name
 * @param type its class
 * @param getter reads it: {@code (Object)type}
 * @param codec codec of its values
 */
record StructField(String name, Class<?> type, MethodHandle getter, ValueCodec<?> codec) {

    /** Whether it may hold null. */
    boolean isNullable() {
        return !type.isPrimitive();
    }
}
