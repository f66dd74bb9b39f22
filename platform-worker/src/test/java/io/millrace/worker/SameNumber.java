package io.millrace.worker;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;

/** Passes numbers on, behind an exchange. */
final class SameNumber implements KeyedProcess<Long, Long, Long> {

    @Override
    public void onRecord(Long value, KeyedContext<Long> context, Emitter<Long> out) {
        out.emit(value);
    }
}
