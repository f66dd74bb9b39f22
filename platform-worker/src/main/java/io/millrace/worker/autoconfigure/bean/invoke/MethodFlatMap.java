package io.millrace.worker.autoconfigure.bean.invoke;

import io.millrace.function.Emitter;
import io.millrace.function.FlatMapFunction;
import io.millrace.type.FunctionTypes.CodeLocation;
import io.millrace.type.Located;

/** Method of a bean as the function of a step without key. */
@SuppressWarnings("serial") // Functions are never serialized.
public final class MethodFlatMap implements FlatMapFunction<Object, Object>, Located {

    private final CallShape shape;
    private final BeanCall call;
    private final CodeLocation location;

    /** Makes the function of a call. */
    public MethodFlatMap(CallShape shape, BeanCall call, CodeLocation location) {
        this.shape = shape;
        this.call = call;
        this.location = location;
    }

    @Override
    public void apply(Object value, Emitter<Object> out) throws Exception {
        shape.call(call, value, 0, null, out);
    }

    @Override
    public CodeLocation location() {
        return location;
    }
}
