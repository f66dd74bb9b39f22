package io.millrace.benchmark.flink.nexmark;

import org.jspecify.annotations.Nullable;

/** State of functions that have been opened. */
final class Opened {

    private Opened() {}

    /** The state, which is there since the function was opened. */
    static <S> S state(@Nullable S state) {
        if (state == null) {
            throw new IllegalStateException("Function was not opened");
        }
        return state;
    }
}
