package io.millrace.worker.reactive;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.type.TypeRef;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * An endless source of one split that calls user code again and again for the next value.
 *
 * <p>Null and an empty {@code Optional} mean that nothing is there now. Without a period such a call is repeated later
 * and later, up to a tenth of a second. With one, the first call is made at once, calls that a pause missed are left
 * out, and the elements of an {@code Iterable}, {@code Iterator} or Java stream are records each.
 *
 * <p>Not replayable: after a failure what the code gave is gone, and records since the last checkpoint
 * are lost.
 *
 * @param <T> the type of the records
 */
public final class PolledSource<T> implements Source<T> {

    private final Callable<@Nullable Object> call;
    private final @Nullable Duration every;
    private final @Nullable TypeRef<T> type;
    private final boolean isBlocking;

    /** Calls at the given period, or, if it is null, as long as there are values. */
    public PolledSource(
            Callable<@Nullable Object> call, @Nullable Duration every, @Nullable TypeRef<T> type, boolean isBlocking) {
        CallSchedule.requireValid(every);
        this.call = Objects.requireNonNull(call, "call");
        this.every = every;
        this.type = type;
        this.isBlocking = isBlocking;
    }

    @Override
    public List<String> splits() {
        return List.of("0");
    }

    @Override
    public SplitReader<T> open(String split, SplitContext context) {
        return new Reader(context);
    }

    @Override
    public boolean isBlocking() {
        return isBlocking;
    }

    @Override
    public @Nullable TypeRef<?> type() {
        return Records.unwrapped(type);
    }

    /** Owned by the task's thread; elements of a call that found no room wait for the next read. */
    private final class Reader implements SplitReader<T> {

        private final SplitContext context;
        private final CallSchedule schedule;
        private @Nullable Elements elements;

        Reader(SplitContext context) {
            this.context = context;
            this.schedule = new CallSchedule(every, context.nowMillis());
        }

        @Override
        public Progress read(SourceOutput<T> out) throws Exception {
            while (!out.isFull()) {
                if (elements != null) {
                    readElement(out, elements);
                } else if (schedule.isDue(context.nowMillis())) {
                    call(out);
                } else {
                    return Progress.NOTHING_NOW;
                }
            }
            return Progress.MORE;
        }

        private void readElement(SourceOutput<T> out, Elements current) {
            if (current.hasNext()) {
                Records.emit(out, current.next(), context.nowMillis());
            } else {
                close();
            }
        }

        private void call(SourceOutput<T> out) throws Exception {
            Object result = call.call();
            Object value = result instanceof Optional<?> optional ? optional.orElse(null) : result;
            long nowMillis = context.nowMillis();
            schedule.onCalled(nowMillis, value != null);
            if (every != null && Elements.isElements(value)) {
                elements = Elements.of(value);
            } else if (value != null) {
                Records.emit(out, value, nowMillis);
            }
        }

        @Override
        public void close() {
            Elements current = elements;
            elements = null;
            if (current != null) {
                current.close();
            }
        }
    }
}
