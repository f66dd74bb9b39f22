package io.millrace.worker.autoconfigure.bean.invoke;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.type.FunctionTypes.CodeLocation;
import io.millrace.type.Located;

/** Method of a bean with key, state or timers. */
@SuppressWarnings("serial") // Functions are never serialized.
public final class MethodProcess implements KeyedProcess<Object, Object, Object>, Located {

    private final CallShape shape;
    private final BeanCall call;
    private final CodeLocation location;

    /** Makes the function of a call. */
    public MethodProcess(CallShape shape, BeanCall call, CodeLocation location) {
        this.shape = shape;
        this.call = call;
        this.location = location;
    }

    @Override
    public void onRecord(Object value, KeyedContext<Object> context, Emitter<Object> out) throws Exception {
        shape.call(call, value, context.timestampMillis(), context, out);
    }

    @Override
    public CodeLocation location() {
        return location;
    }
}
