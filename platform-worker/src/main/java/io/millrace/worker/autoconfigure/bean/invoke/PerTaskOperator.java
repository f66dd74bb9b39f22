package io.millrace.worker.autoconfigure.bean.invoke;

import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Operator around an instance of a bean that no other task has.
 *
 * <p><b>Lifecycle.</b> The instance is made when the task opens and destroyed when it closes.
 */
final class PerTaskOperator implements Operator<Object, Object> {

    private final BeanMethod method;
    private final Function<BeanCall, Operator<Object, Object>> body;
    private @Nullable BeanCall call;
    private @Nullable Operator<Object, Object> operator;

    PerTaskOperator(BeanMethod method, Function<BeanCall, Operator<Object, Object>> body) {
        this.method = method;
        this.body = body;
    }

    @Override
    public void open(OperatorContext context, Output<Object> out) throws Exception {
        BeanCall opened = method.open();
        call = opened;
        operator = body.apply(opened);
        operator.open(context, out);
    }

    @Override
    public void onRecord(int input, Object value, long timestampMillis) throws Exception {
        operator().onRecord(input, value, timestampMillis);
    }

    @Override
    public void onBatchEnd() throws Exception {
        operator().onBatchEnd();
    }

    @Override
    public boolean onWatermark(long watermarkMillis) throws Exception {
        return operator().onWatermark(watermarkMillis);
    }

    @Override
    public long watermarkHoldMillis() {
        return operator().watermarkHoldMillis();
    }

    @Override
    public void onTimer(long timestampMillis) throws Exception {
        operator().onTimer(timestampMillis);
    }

    @Override
    public void onProcessingTimer(long timeMillis) throws Exception {
        operator().onProcessingTimer(timeMillis);
    }

    @Override
    public long wakeAtMillis() {
        return operator().wakeAtMillis();
    }

    @Override
    public boolean onTime(long nowMillis) throws Exception {
        return operator().onTime(nowMillis);
    }

    @Override
    public boolean onEnd() throws Exception {
        return operator().onEnd();
    }

    @Override
    public void close() throws Exception {
        try {
            if (operator != null) {
                operator.close();
            }
        } finally {
            if (call != null) {
                call.close();
                call = null;
            }
        }
    }

    private Operator<Object, Object> operator() {
        if (operator == null) {
            throw new IllegalStateException("Operator has not been opened");
        }
        return operator;
    }
}
