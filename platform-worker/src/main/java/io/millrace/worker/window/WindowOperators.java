package io.millrace.worker.window;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.CombinableAggregate;
import io.millrace.operator.Operator;
import io.millrace.topology.StepSpec;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowSpec;
import io.millrace.worker.operator.Erased;
import io.millrace.worker.state.KeyTables;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Chooses the operator of windows for a step. */
public final class WindowOperators {

    private WindowOperators() {}

    /**
     * The operator that keeps the windows: the only stage, or the second of two.
     *
     * @param inputType type of the records before any stage, or null if it is not known
     * @param tables where it keeps them; sessions stay on the heap, with their deadlines
     */
    public static Operator<Object, Object> keeping(
            StepSpec.WindowAggregate step, @Nullable TypeRef<?> inputType, KeyTables tables) {
        Aggregate<Object, Object, Object> aggregate = Erased.as(step.aggregate());
        Accumulation accumulation = new Accumulation(aggregate, inputType);
        WindowSpec spec = step.window();
        if (spec.shape() instanceof WindowSpec.Session session) {
            return new SessionWindowOperator(spec, session, accumulation);
        }
        boolean firesOnce = spec.allowedLateness().equals(Duration.ZERO) && spec.earlyFiring() == null;
        boolean sharesSlices =
                !(spec.shape() instanceof WindowSpec.Sliding) || aggregate instanceof CombinableAggregate;
        return firesOnce && sharesSlices
                ? new SliceWindowOperator(spec, accumulation, tables)
                : new PaneWindowOperator(spec, accumulation, tables);
    }

    /** The operator that combines records before they cross threads: the first of two stages. */
    public static Operator<Object, Object> combining(StepSpec.WindowAggregate step) {
        return new CombineOperator(step.window(), Erased.as(step.aggregate()));
    }
}
