package io.millrace.worker.reactive;

import io.millrace.function.Emitter;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.type.TypeRef;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An endless source of one split that calls user code again and again, which emits what it has.
 *
 * <p>With a period the first call is made at once, and calls that a pause missed are left out. Without one, a call that
 * emitted nothing is repeated later and later, up to a tenth of a second.
 *
 * <p>Not replayable: after a failure what the code gave is gone, and records since the last checkpoint
 * are lost.
 *
 * @param <T> the type of the records
 */
public final class EmitterSource<T> implements Source<T> {

    private final EmitterCall<T> call;
    private final @Nullable Duration every;
    private final @Nullable TypeRef<T> type;
    private final boolean isBlocking;

    /** Calls at the given period, or, if it is null, as long as there is room. */
    public EmitterSource(EmitterCall<T> call, @Nullable Duration every, @Nullable TypeRef<T> type, boolean isBlocking) {
        CallSchedule.requireValid(every);
        this.call = Objects.requireNonNull(call, "call");
        this.every = every;
        this.type = type;
        this.isBlocking = isBlocking;
    }

    /**
     * User code that emits what is there.
     *
     * @param <T> the type of the records
     */
    @FunctionalInterface
    public interface EmitterCall<T> {

        /** Emits what is there; the emitter is valid during this call only. */
        void call(Emitter<T> out) throws Exception;
    }

    @Override
    public List<String> splits() {
        return List.of("0");
    }

    @Override
    public SplitReader<T> open(String split, SplitContext context) {
        CallSchedule schedule = new CallSchedule(every, context.nowMillis());
        return out -> read(out, context, schedule);
    }

    private SplitReader.Progress read(SourceOutput<T> out, SplitContext context, CallSchedule schedule)
            throws Exception {
        while (!out.isFull()) {
            long nowMillis = context.nowMillis();
            if (!schedule.isDue(nowMillis)) {
                return SplitReader.Progress.NOTHING_NOW;
            }
            SourceEmitter<T> emitter = new SourceEmitter<>(out, nowMillis);
            call.call(emitter);
            schedule.onCalled(context.nowMillis(), emitter.hasEmitted());
        }
        return SplitReader.Progress.MORE;
    }

    @Override
    public boolean isBlocking() {
        return isBlocking;
    }

    @Override
    public @Nullable TypeRef<?> type() {
        return Records.unwrapped(type);
    }
}
