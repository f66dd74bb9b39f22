package io.millrace.kafka.source;

import io.millrace.source.SplitContext;
import io.millrace.source.SplitDiscovery;
import io.millrace.source.SplitReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one source in this process: gives each a fetcher, which lives for as long as the task searches or reads.
 *
 * <p><b>Thread.</b> Any thread.
 *
 * @param <T> the type of the values
 */
public final class SourceTasks<T> {

    private final SourceSettings<T> settings;
    private final Map<SourceTask, Fetcher<T>> fetchers = new HashMap<>();
    private final Map<Fetcher<T>, Integer> users = new HashMap<>();
    private final Set<Fetcher<T>> searched = new HashSet<>();

    /** Makes a source of which no task runs. */
    public SourceTasks(SourceSettings<T> settings) {
        this.settings = settings;
    }

    /** Begins to search for the partitions of a task. */
    public SplitDiscovery discover(SplitContext context) {
        Fetcher<T> fetcher = take(context, true);
        return new PartitionDiscovery(fetcher, () -> release(fetcher));
    }

    /** Opens a partition that a search has found. */
    public SplitReader<T> open(String split, SplitContext context) {
        TopicPartition partition = SplitName.parse(split);
        Fetcher<T> fetcher = take(context, false);
        try {
            FoundPartition found = fetcher.found(partition);
            if (found == null) {
                throw new SourceFailedException("Partition has not been found by its task: partition=" + partition
                        + ", task=" + fetcher.task() + "; open what the discovery of this task has told");
            }
            return open(fetcher, new PartitionQueue<>(partition, found.position(context.isNewSplit()), true));
        } catch (RuntimeException e) {
            release(fetcher);
            throw e;
        }
    }

    /** Opens a partition at a position that a checkpoint holds. */
    public SplitReader<T> open(String split, String position, SplitContext context) {
        PartitionPosition start = PartitionPosition.parse(split, position);
        TopicPartition partition = SplitName.parse(split);
        return open(take(context, false), new PartitionQueue<>(partition, start, false));
    }

    /** The fetcher of a task that runs. */
    @Nullable
    synchronized Fetcher<T> fetcher(SourceTask task) {
        return fetchers.get(task);
    }

    private SplitReader<T> open(Fetcher<T> fetcher, PartitionQueue<T> queue) {
        if (!queue.start().isAtEnd()) {
            fetcher.open(queue);
        }
        return new PartitionReader<>(fetcher, queue, () -> release(fetcher));
    }

    /**
     * The fetcher of a task. A search belongs to one life of a task: where a fetcher has one already, it is what an earlier
     * life has not let go of yet.
     */
    private synchronized Fetcher<T> take(SplitContext context, boolean isSearch) {
        SourceTask task = SourceTask.of(context);
        Fetcher<T> fetcher = fetchers.get(task);
        if (fetcher == null || (isSearch && searched.contains(fetcher))) {
            fetcher = new Fetcher<>(settings, task, context);
            fetchers.put(task, fetcher);
            fetcher.start();
        }
        if (isSearch) {
            searched.add(fetcher);
        }
        users.merge(fetcher, 1, Integer::sum);
        return fetcher;
    }

    private synchronized void release(Fetcher<T> fetcher) {
        if (users.merge(fetcher, -1, Integer::sum) == 0) {
            users.remove(fetcher);
            searched.remove(fetcher);
            fetchers.remove(fetcher.task(), fetcher);
            fetcher.close();
        }
    }
}
