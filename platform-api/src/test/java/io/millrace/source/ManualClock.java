package io.millrace.source;

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
}
