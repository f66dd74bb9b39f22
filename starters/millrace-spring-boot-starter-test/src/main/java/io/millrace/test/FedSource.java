package io.millrace.test;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.time.EventTime;
import io.millrace.worker.task.WatermarkOutput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Source that a test feeds: one split, whatever the parallelism.
 *
 * <p><b>Thread.</b> Owned by the thread of the test.
 */
final class FedSource implements Source<Object>, SplitReader<Object> {

    private final Deque<Item> items = new ArrayDeque<>();
    private long watermarkMillis = EventTime.NO_WATERMARK;
    private boolean isEnded;

    void send(Object value, long timestampMillis) {
        items.add(new Item.Sent(value, timestampMillis));
    }

    void promise(long millis) {
        items.add(new Item.Promised(millis));
    }

    void end() {
        isEnded = true;
    }

    boolean isEnded() {
        return isEnded;
    }

    long watermarkMillis() {
        return watermarkMillis;
    }

    @Override
    public List<String> splits() {
        return List.of("test");
    }

    @Override
    public SplitReader<Object> open(String split, SplitContext context) {
        return this;
    }

    @Override
    public Progress read(SourceOutput<Object> out) {
        WatermarkOutput watermarks = (WatermarkOutput) out;
        while (!items.isEmpty() && !out.isFull()) {
            Item item = items.remove();
            if (item instanceof Item.Sent sent) {
                out.emit(sent.value(), sent.timestampMillis());
            } else if (item instanceof Item.Promised promised) {
                watermarks.promise(promised.millis());
            }
        }
        watermarkMillis = watermarks.watermarkMillis();
        if (!items.isEmpty()) {
            return Progress.MORE;
        }
        if (isEnded) {
            watermarkMillis = EventTime.END;
        }
        return isEnded ? Progress.END : Progress.NOTHING_NOW;
    }

    /** What the test says to the source. */
    private sealed interface Item {

        /** A record. */
        record Sent(Object value, long timestampMillis) implements Item {}

        /** A watermark. */
        record Promised(long millis) implements Item {}
    }
}
