package io.millrace.worker.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Where the tables of a task are put back that a checkpoint holds as files.
 *
 * @param files takes files over as they are; null if the tables lie on the heap
 * @param reader reads them entry by entry
 * @param names is told under which names the store holds the files that were taken over
 */
public record TablePlace(@Nullable TableFiles files, TableReader reader, SharedNames names) {}
