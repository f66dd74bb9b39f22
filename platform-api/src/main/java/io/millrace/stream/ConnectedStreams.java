package io.millrace.stream;

import io.millrace.operator.KeyedCoProcess;
import io.millrace.state.StateHandle;

/**
 * Two streams with the same key, about to meet in one step.
 *
 * @param <K> the type of the key
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 */
public final class ConnectedStreams<K, A, B> {

    private final KeyedStream<K, A> left;
    private final KeyedStream<K, B> right;

    ConnectedStreams(KeyedStream<K, A> left, KeyedStream<K, B> right) {
        this.left = left;
        this.right = right;
    }

    /**
     * Adds the step on both.
     *
     * @param name name of the step
     * @param process the code
     * @param states the state that it uses
     */
    public <R> DataStream<R> process(String name, KeyedCoProcess<K, A, B, R> process, StateHandle<?>... states) {
        return left.coProcess(name, right, process, states);
    }
}
