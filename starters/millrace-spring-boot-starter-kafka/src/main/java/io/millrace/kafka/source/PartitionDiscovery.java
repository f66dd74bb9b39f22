package io.millrace.kafka.source;

import io.millrace.source.SplitDiscovery;
import java.util.List;

/**
 * Tells the task which partitions its fetcher has found.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class PartitionDiscovery implements SplitDiscovery {

    private final Fetcher<?> fetcher;
    private final Runnable onClosed;
    private Progress progress = Progress.LOOKING;

    PartitionDiscovery(Fetcher<?> fetcher, Runnable onClosed) {
        this.fetcher = fetcher;
        this.onClosed = onClosed;
    }

    @Override
    public boolean owns(String split) {
        SourceTask task = fetcher.task();
        return SplitName.taskOf(SplitName.parse(split), task.parallelism()) == task.index();
    }

    @Override
    public List<String> poll() {
        fetcher.check();
        progress = fetcher.progress();
        return fetcher.takeAnnounced().stream().map(SplitName::of).toList();
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public void close() {
        onClosed.run();
    }
}
