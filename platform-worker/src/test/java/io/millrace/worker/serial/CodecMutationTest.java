package io.millrace.worker.serial;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import com.esotericsoftware.kryo.io.Input;
import io.millrace.type.TypeRef;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Damaged bytes are read as other values or refused, and do nothing else. */
class CodecMutationTest {

    private static final int INPUTS = 50_000;
    private static final int VALUES = 100;

    private final Codec<Everything> codec = Bytes.codec(Everything.class);

    @Test
    void shouldRefuseDamagedBytesInOneWay() {
        readDamaged(codec);
    }

    @Test
    void shouldRefuseDamagedBytesOfAnEarlierVersionInOneWay() throws Exception {
        // Nothing of it is known but the name, so everything is skipped.
        record Gone(int unknown) {}
        Codec<Gone> gone = Bytes.codec(Gone.class);
        String written = codec.schema().replaceFirst("^" + Pattern.quote(Everything.class.getName()), "");
        readDamaged(gone.reading(Gone.class.getName() + written));
    }

    private void readDamaged(Codec<?> reader) {
        List<byte[]> values = new ArrayList<>();
        for (int seed = 0; seed < VALUES; seed++) {
            values.add(Bytes.encode(codec, Everything.of(new Random(seed))));
        }
        int refused = 0;
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] damaged = damaged(values.get(seed % VALUES), new Random(seed));
            try {
                reader.decode(new Input(damaged));
            } catch (CodecException e) {
                refused++;
            } catch (Throwable e) {
                fail("seed " + seed + ": " + Arrays.toString(damaged), e);
            }
        }
        if (refused < INPUTS / 10) {
            fail("Too few were refused to believe it: " + refused);
        }
    }

    private static byte[] damaged(byte[] value, Random random) {
        byte[] bytes = Arrays.copyOf(value, random.nextInt(3) == 0 ? random.nextInt(value.length) : value.length);
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
        }
        return bytes;
    }

    @Test
    void shouldRefuseLengthsBeyondTheInputBeforeTakingMemory() {
        TypeCodecs codecs = Bytes.codecs();
        byte[] huge = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 1, 2, 3};
        for (TypeRef<?> type : List.of(
                TypeRef.of(String.class),
                TypeRef.of(byte[].class),
                TypeRef.of(long[].class),
                TypeRef.of(String[].class),
                new TypeRef<List<String>>() {},
                new TypeRef<Map<String, Long>>() {},
                TypeRef.of(BigInteger.class))) {
            assertThatExceptionOfType(CodecException.class)
                    .as(type.toString())
                    .isThrownBy(() -> codecs.codec(type).decode(new Input(huge)))
                    .withMessageContaining("Length exceeds the input");
        }
    }
}
