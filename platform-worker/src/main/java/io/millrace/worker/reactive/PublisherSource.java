package io.millrace.worker.reactive;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.time.Timestamped;
import io.millrace.type.TypeRef;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * A source of one split that subscribes to a publisher, with demand: a bounded number of elements waits here.
 *
 * <p>A record bears the time of its arrival, or its own if it is {@link Timestamped}. Completion ends the split; an error
 * fails the topology with its cause, after the elements before it.
 *
 * <p><b>Lifecycle.</b> Subscribes when the split is opened; closing it cancels.
 *
 * <p>Not replayable: after a failure a publisher is subscribed to anew, and records since the last checkpoint
 * are lost.
 *
 * @param <T> the type of the records
 */
public final class PublisherSource<T> implements Source<T> {

    private final Callable<? extends Publisher<T>> publisher;
    private final @Nullable TypeRef<T> type;

    /** Reads the publisher that the call returns when the split is opened. */
    public PublisherSource(Callable<? extends Publisher<T>> publisher, @Nullable TypeRef<T> type) {
        this.publisher = Objects.requireNonNull(publisher, "publisher");
        this.type = type;
    }

    @Override
    public List<String> splits() {
        return List.of("0");
    }

    @Override
    public SplitReader<T> open(String split, SplitContext context) throws Exception {
        Publisher<T> opened = Objects.requireNonNull(
                publisher.call(), "Source gave no publisher: result=null; return an empty publisher instead");
        BoundedSubscriber<Timestamped<Object>> subscriber = new BoundedSubscriber<>(context::wakeUp);
        subscriber.subscribeTo(Flux.from(opened).map(value -> arrived(value, context)));
        return new Reader<>(subscriber);
    }

    @SuppressWarnings("unchecked")
    private static Timestamped<Object> arrived(Object value, SplitContext context) {
        return value instanceof Timestamped<?> timestamped
                ? (Timestamped<Object>) timestamped
                : new Timestamped<>(value, context.nowMillis());
    }

    @Override
    public @Nullable TypeRef<?> type() {
        return Records.unwrapped(type);
    }

    private record Reader<T>(BoundedSubscriber<Timestamped<Object>> subscriber) implements SplitReader<T> {

        @Override
        public Progress read(SourceOutput<T> out) throws Exception {
            while (!out.isFull()) {
                Timestamped<Object> record = subscriber.poll();
                if (record == null) {
                    return subscriber.isEnded() ? Progress.END : Progress.NOTHING_NOW;
                }
                Records.emit(out, record, record.timestampMillis());
            }
            return Progress.MORE;
        }

        @Override
        public void close() {
            subscriber.cancel();
        }
    }
}
