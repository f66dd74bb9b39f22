package io.millrace.kafka.sink;

import io.millrace.sink.SinkContext;
import io.millrace.sink.TransactionalWriter;
import java.security.SecureRandom;

/** Makes the writers of sinks. */
public final class Writers {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Writers() {}

    /** A writer that shows each record once. */
    public static <T> TransactionalWriter<T> exactlyOnce(
            RecordEncoder<? super T> encoder, SinkSettings settings, SinkContext context) {
        return new ExactlyOnceWriter<>(
                encoder, settings, new Connection(KafkaClients.REAL, settings, context), newAttempt());
    }

    /** What a sink throws that is opened without a context. */
    public static UnsupportedOperationException noContext() {
        return new UnsupportedOperationException(
                "Sink of Kafka is opened without a context; call open(SinkContext), which names topology and step");
    }

    private static String newAttempt() {
        return String.format("%016x", RANDOM.nextLong());
    }
}
