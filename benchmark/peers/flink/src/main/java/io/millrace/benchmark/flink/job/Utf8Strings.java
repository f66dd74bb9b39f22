package io.millrace.benchmark.flink.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Strings as their length and their bytes, encoded and copied at once by the JDK. Flink's own serializer goes letter by
 * letter.
 */
public final class Utf8Strings extends FlatSerializer<String> {

    /** Strings, as a type of Flink. */
    public static final TypeInformation<String> INFORMATION = new FlatInformation<>(String.class, new Utf8Strings());

    @Override
    public void serialize(String value, DataOutputView target) throws IOException {
        write(value, target);
    }

    @Override
    public String deserialize(DataInputView source) throws IOException {
        return read(source);
    }

    /** Writes a string. */
    public static void write(String value, DataOutputView target) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    /** Reads a string. */
    public static String read(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
