package io.millrace.benchmark.killed;

import io.millrace.sink.SinkContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The place of a sink that a test drives without an engine; what troubles it is printed. */
final class LonelyTask implements SinkContext {

    @Override
    public String topology() {
        return "lonely";
    }

    @Override
    public String operatorName() {
        return "sink";
    }

    @Override
    public int taskIndex() {
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public long nowMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public void trouble(@Nullable String reason) {
        System.out.println("trouble: " + reason);
    }

    @Override
    public Duration checkpointInterval() {
        return Duration.ofSeconds(1);
    }
}
