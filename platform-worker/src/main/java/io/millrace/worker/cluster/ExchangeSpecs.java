package io.millrace.worker.cluster;

import io.millrace.type.TypeRef;
import io.millrace.worker.plan.Exchange;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.window.Partial;
import io.millrace.worker.wire.ExchangeSpec;
import org.jspecify.annotations.Nullable;

/** What goes over an exchange, as the other side has to see it too. */
final class ExchangeSpecs {

    private ExchangeSpecs() {}

    /**
     * Describes an exchange.
     *
     * @throws IllegalStateException if the topology does not know the type of its records
     */
    static ExchangeSpec of(Exchange exchange, Codecs codecs) {
        TypeRef<?> valueType = valueType(exchange);
        TypeRef<?> keyType = exchange.keyType();
        return new ExchangeSpec(
                exchange.number(),
                name(exchange),
                codecs.codec(valueType),
                keyType == null ? null : codecs.codec(keyType),
                valueType.toString(),
                keyType == null ? null : keyType.toString());
    }

    private static TypeRef<?> valueType(Exchange exchange) {
        @Nullable TypeRef<?> element = exchange.elementType();
        if (element == null) {
            throw new IllegalStateException(
                    "Type of records is not known, and they have to go to another process: exchange=" + name(exchange)
                            + "; say it with typed(...) on the step that sends them");
        }
        return exchange.isPartial() ? TypeRef.parameterized(Partial.class, element) : element;
    }

    private static String name(Exchange exchange) {
        String output = exchange.output() == null ? "" : "." + exchange.output();
        return exchange.from().step().name() + output + " → "
                + exchange.to().nodes().get(0).step().name();
    }
}
