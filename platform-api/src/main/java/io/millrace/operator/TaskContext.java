package io.millrace.operator;

import io.millrace.Experimental;
import org.jspecify.annotations.Nullable;

/** What the engine lends to code in one task of a step: its place, the time, and a way to be noticed. */
@Experimental
public interface TaskContext {

    /** Name of the topology. */
    String topology();

    /** Name of the step. */
    String operatorName();

    /** Number of this task among those of the step, from 0. */
    int taskIndex();

    /** Number of tasks of the step. */
    int parallelism();

    /** Processing time in milliseconds since 1970-01-01T00:00Z. */
    long nowMillis();

    /**
     * Says what keeps the task from its work though it goes on trying, such as a server that does not answer. The topology
     * counts as degraded meanwhile, and the reason is shown. The latest word counts.
     *
     * <p><b>Thread.</b> May be called by any thread, and does not block.
     *
     * @param reason a sentence that says what is wrong, with which server or file, and what to do; null when it is over
     */
    void trouble(@Nullable String reason);
}
