package io.millrace.kafka.sink;

import io.millrace.sink.Sink;
import io.millrace.sink.SinkContext;
import io.millrace.sink.SinkWriter;

/**
 * Sink that sends each record at once: sooner than with a checkpoint, and after a failure perhaps twice.
 *
 * @param <T> the type of the results
 */
public final class AtLeastOnceSink<T> implements Sink<T> {

    private final RecordEncoder<? super T> encoder;
    private final SinkSettings settings;

    /** Makes a sink. */
    public AtLeastOnceSink(RecordEncoder<? super T> encoder, SinkSettings settings) {
        this.encoder = encoder;
        this.settings = settings;
    }

    @Override
    public boolean isBlocking() {
        return true;
    }

    @Override
    public SinkWriter<T> open(int taskIndex, int parallelism) {
        throw Writers.noContext();
    }

    @Override
    public SinkWriter<T> open(SinkContext context) {
        return new AtLeastOnceWriter<>(encoder, settings, new Connection(KafkaClients.REAL, settings, context));
    }
}
