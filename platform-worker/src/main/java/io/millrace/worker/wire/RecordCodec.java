package io.millrace.worker.wire;

import io.millrace.worker.serial.Codec;
import org.jspecify.annotations.Nullable;

/**
 * What writes and reads the records of an exchange.
 *
 * @param exchange the exchange
 * @param value for the values
 * @param key for the keys, or null if there are none
 */
record RecordCodec(
        ExchangeSpec exchange,
        Codec<Object> value,
        @Nullable Codec<Object> key) {

    @SuppressWarnings("unchecked") // The topology has checked that records are of the types of their exchange.
    static RecordCodec of(ExchangeSpec exchange) {
        return new RecordCodec(exchange, (Codec<Object>) exchange.valueCodec(), (Codec<Object>) exchange.keyCodec());
    }
}
