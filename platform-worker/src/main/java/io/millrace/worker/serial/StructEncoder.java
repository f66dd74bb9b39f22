package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Output;

/** Writes the fields of a struct. */
interface StructEncoder {

    /** Writes them, as {@link ValueCodec#write} does. */
    void write(Object value, Output out, int depth);
}
