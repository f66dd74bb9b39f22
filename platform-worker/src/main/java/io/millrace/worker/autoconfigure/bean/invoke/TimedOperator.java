package io.millrace.worker.autoconfigure.bean.invoke;

import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.worker.operator.Unopened;

/** Operator of a method that takes each value with its time. */
public final class TimedOperator implements Operator<Object, Object>, Emitter<Object> {

    private final CallShape shape;
    private final BeanCall call;
    private Output<Object> output = Unopened.output();
    private long timestampMillis;

    /** Makes the operator of a call. */
    public TimedOperator(CallShape shape, BeanCall call) {
        this.shape = shape;
        this.call = call;
    }

    @Override
    public void open(OperatorContext context, Output<Object> out) {
        output = out;
    }

    @Override
    public void onRecord(int input, Object value, long millis) throws Exception {
        timestampMillis = millis;
        shape.call(call, value, millis, null, this);
    }

    @Override
    public void emit(Object value) {
        output.emit(value, timestampMillis);
    }

    @Override
    public <S> void emit(OutputTag<S> tag, S value) {
        output.emit(tag, value, timestampMillis);
    }
}
