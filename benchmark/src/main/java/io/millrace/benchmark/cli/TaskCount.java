package io.millrace.benchmark.cli;

import io.millrace.partition.KeyGroups;

/** Number of parallel tasks: at least one, at most one for each key group. */
public final class TaskCount extends BoundedNumber {

    /** For picocli. */
    public TaskCount() {
        super(1, KeyGroups.DEFAULT_COUNT);
    }
}
