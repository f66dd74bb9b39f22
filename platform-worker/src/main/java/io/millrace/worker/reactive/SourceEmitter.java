package io.millrace.worker.reactive;

import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import io.millrace.source.SourceOutput;

/** Emits into a source's output during one call; counts what it took. Owned by the task's thread. */
final class SourceEmitter<T> implements Emitter<T> {

    private final SourceOutput<T> out;
    private final long nowMillis;
    private long emitted;

    SourceEmitter(SourceOutput<T> out, long nowMillis) {
        this.out = out;
        this.nowMillis = nowMillis;
    }

    @Override
    public void emit(T value) {
        Records.emit(out, value, nowMillis);
        emitted++;
    }

    @Override
    public <S> void emit(OutputTag<S> tag, S value) {
        throw new IllegalStateException(
                "Source has no side outputs: tag=" + tag + "; emit to the main output, and split it in a later step");
    }

    boolean hasEmitted() {
        return emitted > 0;
    }
}
