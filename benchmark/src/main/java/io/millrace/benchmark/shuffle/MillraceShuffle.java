package io.millrace.benchmark.shuffle;

import io.millrace.benchmark.measure.Contender;
import java.io.IOException;
import java.util.List;

/** Strings over the data plane of the engine, through one channel. Yields how many have arrived. */
final class MillraceShuffle implements Contender<Long>, AutoCloseable {

    private final long count;
    private final ShuffleSender sender;
    private long before;

    private MillraceShuffle(long count, ShuffleSender sender) {
        this.count = count;
        this.sender = sender;
    }

    /** Starts the other process. */
    static MillraceShuffle start(long count, boolean isCompressed) throws IOException {
        return new MillraceShuffle(count, ShuffleSender.start(1, isCompressed));
    }

    @Override
    public String engine() {
        return "millrace";
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(sender.receiver());
    }

    @Override
    public Long run() {
        long arrived = Long.parseLong(sender.send(count).split(" ", -1)[0]);
        long now = arrived - before;
        before = arrived;
        return now;
    }

    ShuffleSender sender() {
        return sender;
    }

    @Override
    public void close() {
        sender.close();
    }
}
