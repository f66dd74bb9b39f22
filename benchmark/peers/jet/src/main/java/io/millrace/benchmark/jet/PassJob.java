package io.millrace.benchmark.jet;

import com.hazelcast.function.FunctionEx;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.pipeline.BatchStage;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sources;
import io.millrace.benchmark.jet.job.TallySink;
import io.millrace.benchmark.protocol.RunBooks;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.workload.PassStrings;
import io.millrace.benchmark.workload.TallyBuilder;

/** Source, operator and sink, shuffled between them or each beside the next. */
final class PassJob {

    private PassJob() {}

    static Pipeline pipeline(RunSpec spec, boolean isShuffled) {
        int parallelism = spec.parallelism();
        long events = spec.events();
        Pipeline pipeline = Pipeline.create();
        // Makes edges that are not shuffled isolated: one queue between two processors instead of one for each pair.
        pipeline.setPreserveOrder(!isShuffled);
        BatchStage<String> strings = pipeline.readFrom(Sources.<String>batchFromProcessor(
                        "strings", ProcessorMetaSupplier.of(parallelism, () -> new StringSource(events))))
                .setLocalParallelism(parallelism);
        BatchStage<String> passed =
                shuffled(strings, isShuffled).map(FunctionEx.identity()).setLocalParallelism(parallelism);
        shuffled(passed, isShuffled)
                .writeTo(TallySink.<String>of(TallyBuilder::addString))
                .setLocalParallelism(parallelism);
        return pipeline;
    }

    private static BatchStage<String> shuffled(BatchStage<String> stage, boolean isShuffled) {
        return isShuffled ? stage.rebalance() : stage;
    }

    /** Emits every n-th string. */
    private static final class StringSource extends AbstractProcessor {

        private final PassStrings strings = new PassStrings();
        private final long events;
        private long number;
        private int stride;

        StringSource(long events) {
            this.events = events;
        }

        @Override
        protected void init(Context context) {
            number = context.globalProcessorIndex();
            stride = context.totalParallelism();
        }

        @Override
        public boolean complete() {
            RunBooks.begin();
            while (number < events) {
                if (!tryEmit(strings.get(number))) {
                    return false;
                }
                number += stride;
            }
            return true;
        }
    }
}
