package io.millrace.aggregate;

/**
 * Aggregate whose partial results can be combined in any order. Sessions need it, sliding windows share slices through
 * it, and with it records are aggregated before they cross threads.
 *
 * @param <T> the type of the records
 * @param <A> the type of the accumulator
 * @param <R> the type of the result
 */
public interface CombinableAggregate<T, A, R> extends Aggregate<T, A, R> {

    /**
     * Combines two accumulators and yields the one to go on with, which may be {@code into}, changed. {@code other} is
     * left as it was, and nothing mutable of it is kept.
     */
    A combine(A into, A other) throws Exception;
}
