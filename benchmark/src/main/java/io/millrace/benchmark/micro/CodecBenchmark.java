package io.millrace.benchmark.micro;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.serial.TypeCodecs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Both ways through a codec, value to bytes to value, beside Kryo with its own serializers; an operation is a value. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CodecBenchmark {

    private static final int LONGS = 20;

    private final TypeCodecs codecs = codecs();
    private final Codec<Reading> readings = codecs.codec(TypeRef.of(Reading.class));
    private final Codec<String> strings = codecs.codec(TypeRef.of(String.class));
    private final Codec<List<Long>> lists = codecs.codec(new TypeRef<>() {});
    private final Kryo kryo = kryo();

    private final Reading reading = new Reading("sensor-0042", 1_790_000_000_000L, 21.5);
    private final String shortString = "twenty characters ..";
    private final String longString = "a line of a log. ".repeat(6).substring(0, 100);
    private final List<Long> longs = longs();

    private final Output out = new Output(4096, -1);
    private final Input in = new Input(out.getBuffer());

    /**
     * A small record.
     *
     * @param key a string
     * @param timestampMillis a long that takes some bytes
     * @param value a double
     */
    public record Reading(String key, long timestampMillis, double value) {}

    /** A record of a string, a long and a double. */
    @Benchmark
    public Reading smallRecord() {
        return bothWays(readings, reading);
    }

    /** As {@link #smallRecord}, by reflection. */
    @Benchmark
    public Object smallRecordByKryo() {
        return bothWaysByKryo(reading);
    }

    /** A string of 20 characters. */
    @Benchmark
    public String shortString() {
        return bothWays(strings, shortString);
    }

    /** As {@link #shortString}. */
    @Benchmark
    public Object shortStringByKryo() {
        return bothWaysByKryo(shortString);
    }

    /** A string of 100 characters. */
    @Benchmark
    public String longString() {
        return bothWays(strings, longString);
    }

    /** As {@link #longString}. */
    @Benchmark
    public Object longStringByKryo() {
        return bothWaysByKryo(longString);
    }

    /** A list of 20 numbers. */
    @Benchmark
    public List<Long> listOfLongs() {
        return bothWays(lists, longs);
    }

    /** As {@link #listOfLongs}. */
    @Benchmark
    public Object listOfLongsByKryo() {
        return bothWaysByKryo(longs);
    }

    private <T> T bothWays(Codec<T> codec, T value) {
        out.setPosition(0);
        codec.encode(value, out);
        in.setPosition(0);
        in.setLimit(out.position());
        return codec.decode(in);
    }

    private Object bothWaysByKryo(Object value) {
        out.setPosition(0);
        kryo.writeClassAndObject(out, value);
        in.setPosition(0);
        in.setLimit(out.position());
        return kryo.readClassAndObject(in);
    }

    private static TypeCodecs codecs() {
        TopologyBuilder builder = TopologyBuilder.named("benchmark");
        builder.source("source", Sources.of("a")).sink("sink", value -> {});
        return TypeCodecs.of(builder.build());
    }

    private static Kryo kryo() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(true);
        kryo.setReferences(false);
        kryo.register(Reading.class);
        kryo.register(ArrayList.class);
        return kryo;
    }

    private static List<Long> longs() {
        List<Long> longs = new ArrayList<>();
        for (int i = 0; i < LONGS; i++) {
            longs.add(1_000L * i);
        }
        return longs;
    }
}
