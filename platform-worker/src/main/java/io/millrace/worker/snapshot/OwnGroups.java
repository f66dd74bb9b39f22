package io.millrace.worker.snapshot;

import io.millrace.partition.KeyGroups;

/**
 * The key groups of one task, which are a range.
 *
 * @param first the first one
 * @param end the one behind the last
 */
record OwnGroups(int first, int end) {

    /** The groups of a task. */
    static OwnGroups of(TaskId task, KeyGroups groups) {
        int first = 0;
        while (first < groups.count() && groups.taskOf(first, task.parallelism()) < task.task()) {
            first++;
        }
        int end = first;
        while (end < groups.count() && groups.taskOf(end, task.parallelism()) == task.task()) {
            end++;
        }
        return new OwnGroups(first, end);
    }

    /** Whether a group belongs to the task. */
    boolean has(int group) {
        return group >= first && group < end;
    }

    /** Least hash, as an unsigned number, of the first group. */
    int firstHash(KeyGroups groups) {
        return (int) ((((long) first << Integer.SIZE) + groups.count() - 1) / groups.count());
    }
}
