package io.millrace.benchmark.shuffle;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.millrace.benchmark.measure.Contender;
import io.millrace.benchmark.workload.PassStrings;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.serial.TypeCodecs;

/** Strings to bytes and back, in batches, on one thread: no process, no engine. Yields how many came out as they went in. */
final class KryoAlone implements Contender<Long> {

    private static final int BATCH_SIZE = 256;

    private final PassStrings strings = new PassStrings();
    private final Codec<String> codec = codec();
    private final Output out = new Output(BATCH_SIZE * Frames.RECORD_BYTES, -1);
    private final Input in = new Input();
    private final long count;

    KryoAlone(long count) {
        this.count = count;
    }

    @Override
    public String engine() {
        return "kryo";
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public Long run() {
        long arrived = 0;
        for (long number = 0; number < count; number += BATCH_SIZE) {
            int length = (int) Math.min(BATCH_SIZE, count - number);
            encode(number, length);
            arrived += decode(number, length);
        }
        return arrived;
    }

    private void encode(long number, int length) {
        out.setPosition(0);
        for (int i = 0; i < length; i++) {
            codec.encode(strings.get(number + i), out);
        }
    }

    private int decode(long number, int length) {
        in.setBuffer(out.getBuffer(), 0, out.position());
        int equal = 0;
        for (int i = 0; i < length; i++) {
            // Comparing the lengths touches the string and costs nothing beside it.
            equal += codec.decode(in).length() == strings.get(number + i).length() ? 1 : 0;
        }
        return equal;
    }

    private static Codec<String> codec() {
        TopologyBuilder builder = TopologyBuilder.named("benchmark");
        builder.source("source", Sources.of("a")).sink("sink", value -> {});
        return TypeCodecs.of(builder.build()).codec(TypeRef.of(String.class));
    }
}
