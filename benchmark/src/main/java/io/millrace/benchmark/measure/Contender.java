package io.millrace.benchmark.measure;

import java.util.List;

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

    /** Other processes that do a part of its work, whose processor time counts too. They live from run to run. */
    default List<ProcessHandle> processes() {
        return List.of();
    }

    /** Does all of the work once, its own start and stop included. */
    T run() throws Exception;
}
