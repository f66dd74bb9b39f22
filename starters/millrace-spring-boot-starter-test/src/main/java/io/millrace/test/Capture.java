package io.millrace.test;

import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.time.Timestamped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps what comes out of one step, and notices a value that is changed afterwards.
 *
 * <p><b>Thread.</b> Owned by the thread of the test.
 */
final class Capture implements Sink<Object> {

    /** Values that are looked at again at every quiet point; older ones are taken as settled. */
    private static final int MAX_WATCHED = 100;

    private final String output;
    private final boolean isChecking;
    private final Deque<Watched> watched = new ArrayDeque<>();
    private List<Timestamped<Object>> unseen = new ArrayList<>();

    Capture(String output, boolean isChecking) {
        this.output = output;
        this.isChecking = isChecking;
    }

    @Override
    public SinkWriter<Object> open(int taskIndex, int parallelism) {
        return this::take;
    }

    /** What came since the last look. */
    List<Timestamped<Object>> drain() {
        List<Timestamped<Object>> seen = unseen;
        unseen = new ArrayList<>();
        return seen;
    }

    /** Fails if a value is no longer what it was when it was emitted. */
    void verify() {
        for (Watched one : watched) {
            String change = one.before().changeTo(ValueDigest.of(one.value()));
            if (change != null) {
                throw new AssertionError("Value was changed after it was emitted: output=" + output + ", changed="
                        + change
                        + "; others hold the same object, so emit a copy, or make the value immutable");
            }
        }
    }

    private void take(Object value, long timestampMillis) {
        unseen.add(new Timestamped<>(value, timestampMillis));
        if (isChecking) {
            watched.add(new Watched(value, ValueDigest.of(value)));
            if (watched.size() > MAX_WATCHED) {
                watched.remove();
            }
        }
    }

    private record Watched(Object value, ValueDigest before) {}
}
