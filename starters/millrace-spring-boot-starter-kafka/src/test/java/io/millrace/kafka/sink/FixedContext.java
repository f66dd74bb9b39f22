package io.millrace.kafka.sink;

import io.millrace.sink.SinkContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The place of a task of a test, which keeps what it is told of trouble. */
final class FixedContext implements SinkContext {

    private final String topology;
    private final int taskIndex;
    private final int parallelism;
    private volatile long aheadMillis;

    /** What was said, with null for the end of it. */
    final List<String> troubles = Collections.synchronizedList(new ArrayList<>());

    FixedContext(String topology, int taskIndex, int parallelism) {
        this.topology = topology;
        this.taskIndex = taskIndex;
        this.parallelism = parallelism;
    }

    void advance(Duration time) {
        aheadMillis += time.toMillis();
    }

    @Override
    public String topology() {
        return topology;
    }

    @Override
    public String operatorName() {
        return "out";
    }

    @Override
    public int taskIndex() {
        return taskIndex;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public long nowMillis() {
        return System.currentTimeMillis() + aheadMillis;
    }

    @Override
    public void trouble(String reason) {
        troubles.add(reason);
    }

    @Override
    public Duration checkpointInterval() {
        return Duration.ofSeconds(1);
    }
}
