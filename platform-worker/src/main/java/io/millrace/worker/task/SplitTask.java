package io.millrace.worker.task;

import io.millrace.function.TimestampFunction;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.time.EventTime;
import io.millrace.time.WatermarkGenerator;
import io.millrace.time.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One split of a source in its task: reader, timestamps, watermark and idleness.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class SplitTask implements SourceOutput<Object>, WatermarkOutput {

    /** Positions that wait for their checkpoints; more than a few checkpoints are never under way. */
    private static final int MAX_NOTED = 16;

    private final String operator;
    private final Source<Object> source;
    private final String split;
    private final int number;
    private final SourceInlet inlet;
    private final SplitContext context;
    private final WatermarkGenerator<Object> generator;
    private final @Nullable TimestampFunction<Object> timestamps;
    private final boolean needsTimestamps;
    private final long idleAfterMillis;
    private final long maxAheadMillis;
    private final Deque<Noted> noted = new ArrayDeque<>();
    private @Nullable SplitReader<Object> reader;
    private @Nullable String restoredPosition;
    private boolean isEnded;
    private long watermarkMillis = EventTime.NO_WATERMARK;
    private long silentSinceMillis = Long.MAX_VALUE;
    private boolean hasEmitted;
    private long latestCredibleMillis = Long.MAX_VALUE;
    private @Nullable OperatorFailedException failure;

    SplitTask(
            Source<Object> source,
            String split,
            int number,
            WatermarkStrategy<Object> watermarks,
            SourceInlet inlet,
            SplitContext context) {
        this.operator = context.operatorName();
        this.source = source;
        this.split = split;
        this.number = number;
        this.inlet = inlet;
        this.context = context;
        this.generator = watermarks.newGenerator();
        this.timestamps = watermarks.timestamps();
        this.needsTimestamps = watermarks.kind() != WatermarkStrategy.Kind.AT_END_ONLY;
        Duration idleAfter = watermarks.idleAfter();
        this.idleAfterMillis = idleAfter == null ? Long.MAX_VALUE : idleAfter.toMillis();
        Duration maxAhead = watermarks.maxAhead();
        this.maxAheadMillis = maxAhead == null ? Long.MAX_VALUE : maxAhead.toMillis();
    }

    SplitTask open() {
        try {
            reader = restoredPosition == null
                    ? source.open(split, context)
                    : source.open(split, restoredPosition, context);
        } catch (Exception e) {
            throw new OperatorFailedException(operator, null, e);
        }
        return this;
    }

    String name() {
        return split;
    }

    /** Whether it has come to its end. */
    boolean isEnded() {
        return isEnded;
    }

    /** Whether it counts as idle, and holds nobody back. */
    boolean isIdle() {
        return inlet.merger().isIdle(number);
    }

    /** Since when it has been asked in vain; 0 if it has given something, or was not asked. */
    long silentSinceMillis() {
        return silentSinceMillis == Long.MAX_VALUE ? 0 : silentSinceMillis;
    }

    /** Where the reading stands; asked while nothing that was read is held up. */
    SplitState state(long checkpointId) {
        String position = position();
        if (position != null) {
            if (noted.size() >= MAX_NOTED) {
                noted.remove();
            }
            noted.add(new Noted(checkpointId, position));
        }
        return new SplitState(isEnded, watermarkMillis, position);
    }

    /** Tells the reader where it stood at a checkpoint that is complete. */
    void onCheckpointCompleted(long checkpointId) {
        Noted latest = null;
        while (!noted.isEmpty() && noted.element().checkpointId() <= checkpointId) {
            latest = noted.remove();
        }
        SplitReader<Object> told = reader;
        if (latest == null || told == null) {
            return;
        }
        try {
            told.onCheckpointCompleted(latest.position());
        } catch (Exception e) {
            throw new OperatorFailedException(operator, null, e);
        }
    }

    private @Nullable String position() {
        if (isEnded || !source.isReplayable()) {
            return null;
        }
        return reader == null ? restoredPosition : reader.position();
    }

    /** Goes on where an earlier reader was. */
    void restore(SplitState state) {
        isEnded = state.isEnded();
        watermarkMillis = state.watermarkMillis();
        restoredPosition = source.isReplayable() ? state.position() : null;
        inlet.restore(number, watermarkMillis, isEnded);
    }

    void close() throws Exception {
        SplitReader<Object> closing = reader;
        reader = null;
        if (closing != null) {
            closing.close();
        }
    }

    SplitReader.Progress read(long nowMillis) {
        if (reader == null) {
            return SplitReader.Progress.END;
        }
        hasEmitted = false;
        if (maxAheadMillis < Long.MAX_VALUE) {
            latestCredibleMillis = nowMillis + maxAheadMillis;
        }
        try {
            SplitReader.Progress progress = readSome(reader);
            if (failure != null) {
                // The reader has swallowed it.
                throw failure;
            }
            if (progress == SplitReader.Progress.END) {
                end();
            } else if (progress == SplitReader.Progress.NOTHING_NOW && !hasEmitted) {
                onSilence(nowMillis);
            } else {
                silentSinceMillis = Long.MAX_VALUE;
            }
            return progress;
        } catch (OperatorFailedException e) {
            throw e;
        } catch (Throwable e) {
            throw new OperatorFailedException(operator, null, e);
        }
    }

    private SplitReader.Progress readSome(SplitReader<Object> from) throws Exception {
        try {
            return from.read(this);
        } finally {
            inlet.flush();
        }
    }

    /** Reads no further, as if this were the end of it. */
    void end() {
        try {
            close();
        } catch (Exception e) {
            throw new OperatorFailedException(operator, null, e);
        }
        isEnded = true;
        inlet.onEnd(number);
    }

    @Override
    public void emit(Object value) {
        if (timestamps == null && needsTimestamps) {
            throw failed(value, "Record has no timestamp; give the source's watermark strategy withTimestamps(...)");
        }
        emit(value, EventTime.MIN_MILLIS);
    }

    @Override
    public void emit(Object value, long sourceMillis) {
        if (value == null) {
            throw failed(null, "Source emitted null, which is no record; leave it out");
        }
        long timestampMillis = timestamps == null ? sourceMillis : timestampOf(value, timestamps);
        if (!EventTime.isValid(timestampMillis)) {
            throw failed(
                    value,
                    "Timestamp is out of range: timestampMillis=" + timestampMillis + ", min="
                            + EventTime.MIN_MILLIS + ", max=" + EventTime.MAX_MILLIS
                            + "; give milliseconds since 1970, neither seconds nor nanoseconds");
        }
        if (timestampMillis <= latestCredibleMillis) {
            long promised = promised(value, timestampMillis);
            if (promised > watermarkMillis) {
                watermarkMillis = Math.min(promised, EventTime.MAX_MILLIS + 1);
            }
        }
        hasEmitted = true;
        inlet.accept(number, value, timestampMillis, watermarkMillis);
    }

    @Override
    public boolean isFull() {
        return inlet.isFull();
    }

    @Override
    public void promise(long millis) {
        hasEmitted = true;
        watermarkMillis = Math.max(watermarkMillis, Math.min(millis, EventTime.MAX_MILLIS + 1));
        inlet.onWatermark(number, watermarkMillis);
    }

    @Override
    public long watermarkMillis() {
        return watermarkMillis;
    }

    /** Silence counts from the first time that the split was asked in vain: when it was not asked, it was not silent. */
    private void onSilence(long nowMillis) {
        silentSinceMillis = Math.min(silentSinceMillis, nowMillis);
        if (nowMillis - silentSinceMillis >= idleAfterMillis && !inlet.merger().isIdle(number)) {
            inlet.merger().onWatermark(number, watermarkMillis);
            inlet.merger().onIdle(number);
        }
    }

    private long timestampOf(Object value, TimestampFunction<Object> function) {
        try {
            return function.timestampMillis(value);
        } catch (Throwable e) {
            throw failed(value, e);
        }
    }

    private long promised(Object value, long timestampMillis) {
        try {
            return generator.onRecord(value, timestampMillis);
        } catch (Throwable e) {
            throw failed(value, e);
        }
    }

    private OperatorFailedException failed(@Nullable Object value, String message) {
        return failed(value, new IllegalArgumentException(message));
    }

    private OperatorFailedException failed(@Nullable Object value, Throwable cause) {
        OperatorFailedException named = new OperatorFailedException(operator, value, cause);
        failure = named;
        return named;
    }

    private record Noted(long checkpointId, String position) {}
}
