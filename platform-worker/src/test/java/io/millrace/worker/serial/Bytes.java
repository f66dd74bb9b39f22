package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;

/** Codecs of a topology that keeps nothing, and their use on arrays. */
final class Bytes {

    private Bytes() {}

    static TypeCodecs codecs() {
        TopologyBuilder builder = TopologyBuilder.named("test");
        builder.source("words", Sources.of("a")).sink("sink", word -> {});
        return TypeCodecs.of(builder.build());
    }

    static <T> Codec<T> codec(Class<T> type) {
        return codecs().codec(TypeRef.of(type));
    }

    static <T> byte[] encode(Codec<T> codec, T value) {
        // Small, so that it has to grow.
        Output out = new Output(1, -1);
        codec.encode(value, out);
        return out.toBytes();
    }

    /** Reads a value and makes sure that all was read. */
    static <T> T decode(Codec<T> codec, byte[] bytes) {
        Input in = new Input(bytes);
        T value = codec.decode(in);
        if (in.position() != bytes.length) {
            throw new AssertionError("Bytes are left: position=" + in.position() + ", length=" + bytes.length);
        }
        return value;
    }

    static <T> T bothWays(Codec<T> codec, T value) {
        return decode(codec, encode(codec, value));
    }
}
