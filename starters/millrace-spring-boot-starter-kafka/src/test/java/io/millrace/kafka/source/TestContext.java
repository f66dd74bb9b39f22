package io.millrace.kafka.source;

import io.millrace.source.SplitContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a fake engine lends to a source: one place, and a note of what the source has said. */
record TestContext(int taskIndex, int parallelism, boolean isNewSplit, AtomicInteger wakeUps, List<String> troubles)
        implements SplitContext {

    static TestContext of(int taskIndex, int parallelism) {
        return new TestContext(taskIndex, parallelism, false, new AtomicInteger(), new CopyOnWriteArrayList<>());
    }

    TestContext withNewSplits() {
        return new TestContext(taskIndex, parallelism, true, wakeUps, troubles);
    }

    /** The last word on what is wrong; empty if all is well, or nothing was said. */
    String trouble() {
        return troubles.isEmpty() ? "" : troubles.get(troubles.size() - 1);
    }

    @Override
    public void wakeUp() {
        wakeUps.incrementAndGet();
    }

    @Override
    public String topology() {
        return "test";
    }

    @Override
    public String operatorName() {
        return "source";
    }

    @Override
    public long nowMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public void trouble(@Nullable String reason) {
        troubles.add(reason == null ? "" : reason);
    }
}
