package io.millrace.sink;

import io.millrace.Experimental;

/**
 * Sink that takes part in checkpoints: what it writes becomes visible with the checkpoint that holds it, once and for all.
 *
 * @param <T> the type of the results
 */
@Experimental
public interface TransactionalSink<T> extends Sink<T> {

    @Override
    TransactionalWriter<T> open(int taskIndex, int parallelism) throws Exception;

    @Override
    default TransactionalWriter<T> open(SinkContext context) throws Exception {
        return open(context.taskIndex(), context.parallelism());
    }
}
