package io.millrace.worker.wire;

import io.millrace.worker.serial.Codec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is in an OPEN frame.
 *
 * @param topology name of the topology
 * @param attempt number of the start
 * @param exchanges its exchanges
 */
record OpenRequest(String topology, long attempt, List<OfferedExchange> exchanges) {

    static OpenRequest of(AttemptSpec spec) {
        return new OpenRequest(
                spec.topology(),
                spec.attempt(),
                spec.exchanges().stream().map(OfferedExchange::of).toList());
    }

    /**
     * Writes it into the body of a frame.
     *
     * @param hasSchemas whether with the schemas, which are for people only; without them if there is no room
     */
    Draft write(Draft draft, boolean hasSchemas) {
        draft.text(topology).i64(attempt).i32(exchanges.size());
        exchanges.forEach(exchange -> exchange.write(draft, hasSchemas));
        return draft;
    }

    static OpenRequest read(BodyReader body) throws WireFault {
        String topology = body.name();
        long attempt = body.i64();
        int count = body.count(OfferedExchange.MIN_BYTES);
        List<OfferedExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            exchanges.add(OfferedExchange.read(body));
        }
        body.end();
        return new OpenRequest(topology, attempt, exchanges);
    }

    /** What differs from how the receiver sees the same start, as text, or null if nothing does. */
    @Nullable
    String difference(AttemptSpec own) {
        Map<Integer, ExchangeSpec> missing = new HashMap<>();
        own.exchanges().forEach(exchange -> missing.put(exchange.number(), exchange));
        for (OfferedExchange offered : exchanges) {
            String found = difference(offered, missing.remove(offered.number()));
            if (found != null) {
                return "Executors differ in a topology: topology=" + topology + ", attempt=" + attempt + ", exchange="
                        + Texts.printable(offered.name(), 100) + ", " + found
                        + "; run the same version of the application on both";
            }
        }
        for (ExchangeSpec exchange : missing.values()) {
            return "Executors differ in a topology: topology=" + topology + ", attempt=" + attempt + ", exchange="
                    + exchange.name()
                    + ", the sender does not have it; run the same version of the application on both";
        }
        return null;
    }

    private static @Nullable String difference(OfferedExchange offered, @Nullable ExchangeSpec own) {
        if (own == null) {
            return "the receiver does not have it";
        }
        if (!offered.name().equals(own.name())) {
            return "the receiver's one of this number is another: number=" + own.number() + ", name=" + own.name();
        }
        String found =
                offered.value().difference(own.valueType(), own.valueCodec().schema());
        if (found != null) {
            return "values: " + found;
        }
        OfferedType key = offered.key();
        Codec<?> keyCodec = own.keyCodec();
        String keyType = own.keyType();
        if (key == null || keyCodec == null || keyType == null) {
            return (key == null) == (keyCodec == null) ? null : "only one side has keys";
        }
        found = key.difference(keyType, keyCodec.schema());
        return found == null ? null : "keys: " + found;
    }
}
