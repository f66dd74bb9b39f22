package io.millrace.benchmark.cluster;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;

/** The least that a keyed step can do. */
final class PassOn implements KeyedProcess<String, String, String> {

    private static final long serialVersionUID = 1L;

    @Override
    public void onRecord(String value, KeyedContext<String> context, Emitter<String> out) {
        out.emit(value);
    }
}
