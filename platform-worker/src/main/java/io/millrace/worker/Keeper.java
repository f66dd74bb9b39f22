package io.millrace.worker;

import io.millrace.worker.remote.RemoteCounts;
import io.millrace.worker.supervise.TopologySupervisor;
import org.jspecify.annotations.Nullable;

/**
 * Who keeps a run alive in this process.
 *
 * @param supervisor decides what is done
 * @param thread calls it
 * @param counts where the counters of tasks in other executors are, or null if there are none
 */
record Keeper(
        TopologySupervisor supervisor,
        SupervisorThread thread,
        @Nullable RemoteCounts counts) {}
