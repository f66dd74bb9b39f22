package io.millrace.benchmark.measure;

/**
 * One way to do the work of a workload.
 *
 * @param <T> the type of the result, by whose {@code equals} the contenders must agree
 */
public interface Contender<T> {

    /** Name of the engine, as results show it. */
    String engine();

    /** Number of parallel tasks that it uses. */
    int parallelism();

    /** Does all of the work once, its own start and stop included. */
    T run() throws Exception;
}
