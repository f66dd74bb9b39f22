package io.millrace.worker.autoconfigure.bean.invoke;

import io.millrace.function.MapFunction;
import io.millrace.type.FunctionTypes.CodeLocation;
import io.millrace.type.Located;
import java.util.Objects;

/** Method of a bean that makes exactly one value of each: its result is primitive. */
@SuppressWarnings("serial") // Functions are never serialized.
public final class MethodMap implements MapFunction<Object, Object>, Located {

    private final BeanCall call;
    private final CodeLocation location;

    /** Makes the function of a call. */
    public MethodMap(BeanCall call, CodeLocation location) {
        this.call = call;
        this.location = location;
    }

    @Override
    public Object apply(Object value) throws Exception {
        return Objects.requireNonNull(call.call(value));
    }

    @Override
    public CodeLocation location() {
        return location;
    }
}
