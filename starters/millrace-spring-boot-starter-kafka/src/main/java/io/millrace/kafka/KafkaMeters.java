package io.millrace.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.kafka.source.MicrometerSourceMeters;
import io.millrace.kafka.source.SourceMeters;

/** Where sources of Kafka count: a registry of Micrometer, which an application need not have. */
public final class KafkaMeters {

    private final SourceMeters source;

    private KafkaMeters(SourceMeters source) {
        this.source = source;
    }

    /** Counts in this registry. */
    public static KafkaMeters of(MeterRegistry registry) {
        return new KafkaMeters(new MicrometerSourceMeters(registry));
    }

    SourceMeters source() {
        return source;
    }
}
