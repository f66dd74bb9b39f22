package io.millrace.worker.autoconfigure.bean.invoke;

import io.millrace.operator.Operator;
import io.millrace.operator.OperatorFactory;
import io.millrace.type.FunctionTypes.CodeLocation;
import io.millrace.type.Located;
import java.util.function.Function;

/** Makes the operator of each task around a call of the bean: the shared one, or one of an instance of its own. */
@SuppressWarnings("serial") // Factories are never serialized.
public final class BeanOperators implements OperatorFactory<Object, Object>, Located {

    private final BeanMethod method;
    private final Function<BeanCall, Operator<Object, Object>> body;

    /**
     * Makes the factory.
     *
     * @param method what to call
     * @param body makes the operator around a call
     */
    public BeanOperators(BeanMethod method, Function<BeanCall, Operator<Object, Object>> body) {
        this.method = method;
        this.body = body;
    }

    @Override
    public Operator<Object, Object> create() {
        return method.isPerTask() ? new PerTaskOperator(method, body) : body.apply(method.open());
    }

    @Override
    public CodeLocation location() {
        return method.location();
    }
}
