package io.millrace.source;

import org.jspecify.annotations.Nullable;

/** Clock that a test sets. */
final class ManualClock implements SplitContext {

    private long nowMillis;

    ManualClock(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    void advanceTo(long millis) {
        nowMillis = millis;
    }

    @Override
    public long nowMillis() {
        return nowMillis;
    }

    @Override
    public void wakeUp() {}

    @Override
    public boolean isNewSplit() {
        return false;
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
    public int taskIndex() {
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public void trouble(@Nullable String reason) {}
}
