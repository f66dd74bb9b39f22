package io.millrace.worker.wire;

import io.millrace.worker.serial.Codec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as the sender of its records sees it.
 *
 * @param number number in the plan
 * @param name name that people know it by
 * @param value type of the values
 * @param key type of the keys, or null if there are none
 */
record OfferedExchange(
        int number,
        String name,
        OfferedType value,
        @Nullable OfferedType key) {

    /** Fewest bytes that one takes in a frame. */
    static final int MIN_BYTES = 2 + 1 + 5 + OfferedType.MIN_BYTES;

    static OfferedExchange of(ExchangeSpec spec) {
        Codec<?> keyCodec = spec.keyCodec();
        String keyType = spec.keyType();
        return new OfferedExchange(
                spec.number(),
                spec.name(),
                OfferedType.of(spec.valueType(), spec.valueCodec()),
                keyCodec == null || keyType == null ? null : OfferedType.of(keyType, keyCodec));
    }

    void write(Draft draft, boolean hasSchemas) {
        draft.u16(number).u8(key == null ? 0 : 1).text(name);
        value.write(draft, hasSchemas);
        if (key != null) {
            key.write(draft, hasSchemas);
        }
    }

    static OfferedExchange read(BodyReader body) throws WireFault {
        int number = body.u16();
        boolean isKeyed = body.u8() != 0;
        String name = body.name();
        OfferedType value = OfferedType.read(body);
        return new OfferedExchange(number, name, value, isKeyed ? OfferedType.read(body) : null);
    }

    /** SHA-256 of a schema. */
    static byte[] fingerprint(String schema) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(schema.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no SHA-256", e);
        }
    }
}
