package io.millrace.worker.wire;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.millrace.worker.serial.Codec;

/** Codec of strings that counts how often it was asked to decode, and may claim another schema. */
final class ProbedCodec implements Codec<String> {

    private final String schema;
    int decoded;

    ProbedCodec(String schema) {
        this.schema = schema;
    }

    @Override
    public void encode(String value, Output out) {
        WirePair.STRINGS.encode(value, out);
    }

    @Override
    public String decode(Input in) {
        decoded++;
        return WirePair.STRINGS.decode(in);
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public Codec<String> reading(String writtenSchema) {
        return this;
    }
}
