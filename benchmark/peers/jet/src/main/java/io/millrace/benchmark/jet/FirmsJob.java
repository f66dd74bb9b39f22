package io.millrace.benchmark.jet;

import static com.hazelcast.jet.pipeline.WindowDefinition.tumbling;

import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.Pipeline;
import io.millrace.benchmark.jet.job.TallySink;
import io.millrace.benchmark.jet.job.TimedSource;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.workload.FirmInput;
import io.millrace.benchmark.workload.FirmLatency;
import io.millrace.benchmark.workload.FirmMessage;
import org.jspecify.annotations.Nullable;

/** Requests and responses meet in state that is forgotten by event time; then means in windows. */
final class FirmsJob {

    private FirmsJob() {}

    static Pipeline pipeline(RunSpec spec) {
        int parallelism = spec.parallelism();
        long messages = spec.events();
        Pipeline pipeline = Pipeline.create();
        pipeline.setPreserveOrder(true);
        TimedSource.<FirmMessage>stage(
                        pipeline,
                        parallelism,
                        (index, splits) -> new Messages(new FirmInput(messages, splits).cursor(index)))
                .groupingKey(FirmMessage::id)
                .<Waiting, FirmLatency>mapStateful(
                        FirmInput.PATIENCE_MILLIS,
                        Waiting::new,
                        (waiting, id, message) -> waiting.take(message),
                        (waiting, id, message) -> message.isResponse(),
                        (waiting, id, watermark) -> null)
                .setLocalParallelism(parallelism)
                .groupingKey(FirmLatency::firm)
                .window(tumbling(FirmInput.WINDOW_MILLIS))
                .aggregate(AggregateOperations.averagingLong(FirmLatency::millis))
                .setLocalParallelism(parallelism)
                .writeTo(TallySink.<KeyedWindowResult<Integer, Double>>of(
                        (tally, mean) -> tally.addMean(mean.key(), mean.start(), mean.result())))
                .setLocalParallelism(parallelism);
        return pipeline;
    }

    /** The request of an id, if it has come. */
    private static final class Waiting implements java.io.Serializable {

        private long requestMillis = Long.MIN_VALUE;

        @Nullable
        FirmLatency take(FirmMessage message) {
            if (!message.isResponse()) {
                requestMillis = message.timestampMillis();
                return null;
            }
            return requestMillis == Long.MIN_VALUE ? null : FirmLatency.of(requestMillis, message);
        }
    }

    /** Keeps the message at hand, which knows its time. */
    private static final class Messages implements TimedSource.Split<FirmMessage> {

        private final FirmInput.Cursor cursor;
        private long timestampMillis;

        Messages(FirmInput.Cursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public @Nullable FirmMessage next() {
            FirmMessage message = cursor.next();
            if (message != null) {
                timestampMillis = message.timestampMillis();
            }
            return message;
        }

        @Override
        public long timestampMillis() {
            return timestampMillis;
        }
    }
}
