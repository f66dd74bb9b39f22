package io.millrace.kafka;

import io.millrace.Experimental;
import io.millrace.kafka.sink.SinkSettings;

/**
 * What sinks are set to unless they say otherwise.
 *
 * @param namespace what the prefix of their transactional ids begins with, before the names of topology and step
 * @param maxPendingBytes most bytes of records that may wait for their checkpoint, in each task
 * @param onUnknownOutcome what becomes of transactions of which nobody knows whether they were written
 */
@Experimental
public record SinkDefaults(String namespace, long maxPendingBytes, UnknownOutcome onUnknownOutcome) {

    /** Those of {@link KafkaSink} itself. */
    public static final SinkDefaults NONE =
            new SinkDefaults(SinkSettings.NAMESPACE, SinkSettings.MAX_PENDING_BYTES, UnknownOutcome.FAIL);

    <T> KafkaSink<T> applyTo(KafkaSink<T> sink) {
        return sink.namespace(namespace).maxPendingBytes(maxPendingBytes).onUnknownOutcome(onUnknownOutcome);
    }
}
