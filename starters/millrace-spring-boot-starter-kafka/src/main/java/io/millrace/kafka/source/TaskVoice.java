package io.millrace.kafka.source;

import io.millrace.source.SplitContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a fetcher says to its task. Falls silent when the task does not listen any more, which a fetcher may not know yet.
 *
 * <p><b>Thread.</b> Any thread.
 */
final class TaskVoice {

    private final SplitContext context;
    private boolean isClosed;
    private @Nullable String told;

    TaskVoice(SplitContext context) {
        this.context = context;
    }

    /** Records, splits or a failure wait. */
    synchronized void wakeUp() {
        if (!isClosed) {
            context.wakeUp();
        }
    }

    /** Says what is wrong, or null that nothing is; says nothing twice. */
    synchronized void trouble(@Nullable String reason) {
        if (!isClosed && !Objects.equals(reason, told)) {
            told = reason;
            context.trouble(reason);
        }
    }

    /** After this the task hears nothing any more. */
    synchronized void close() {
        trouble(null);
        isClosed = true;
    }
}
