package io.millrace.worker.wire;

import io.millrace.worker.serial.Codec;
import org.jspecify.annotations.Nullable;

/**
 * What two executors must see alike of an exchange.
 *
 * @param number number of the exchange in the plan
 * @param name name that people know it by, such as {@code split → count}
 * @param valueCodec writes and reads the values
 * @param keyCodec writes and reads the keys, or null if the exchange is not keyed
 * @param valueType type of the values
 * @param keyType type of the keys, or null if the exchange is not keyed
 */
public record ExchangeSpec(
        int number,
        String name,
        Codec<?> valueCodec,
        @Nullable Codec<?> keyCodec,
        String valueType,
        @Nullable String keyType) {

    /** Checks what the frames have room for. */
    public ExchangeSpec {
        if (number < 0 || number > FrameHeader.MAX_EXCHANGE) {
            throw new IllegalArgumentException(
                    "Number of an exchange is out of bounds: number=" + number + ", max=" + FrameHeader.MAX_EXCHANGE);
        }
        Texts.checkName("Name of an exchange", name);
        Texts.checkName("Type of values", valueType);
        if ((keyCodec == null) != (keyType == null)) {
            throw new IllegalArgumentException("Exchange has a type or a codec of keys and not both: exchange=" + name);
        }
    }

    /** Whether the records carry keys. */
    public boolean isKeyed() {
        return keyCodec != null;
    }
}
