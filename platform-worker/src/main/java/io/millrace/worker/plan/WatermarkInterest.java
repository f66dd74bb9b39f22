package io.millrace.worker.plan;

import io.millrace.topology.StepSpec;
import io.millrace.window.WindowSpec;
import io.millrace.worker.watermark.WatermarkBoundaries;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Which points of event time the steps behind a source wait for. */
public final class WatermarkInterest {

    private WatermarkInterest() {}

    /** For each stage the boundaries that it waits for, or any stage that it feeds. */
    public static Map<Stage, WatermarkBoundaries> of(Plan plan) {
        Map<Stage, WatermarkBoundaries> byStage = new HashMap<>();
        for (int i = plan.stages().size() - 1; i >= 0; i--) {
            Stage stage = plan.stages().get(i);
            WatermarkBoundaries boundaries = WatermarkBoundaries.NONE;
            for (PlanNode node : stage.nodes()) {
                boundaries = boundaries.and(of(node.step().spec()));
            }
            for (Exchange exchange : plan.exchanges()) {
                if (exchange.from().stage() == stage) {
                    boundaries = boundaries.and(Objects.requireNonNull(byStage.get(exchange.to())));
                }
            }
            byStage.put(stage, boundaries);
        }
        return byStage;
    }

    private static WatermarkBoundaries of(StepSpec spec) {
        if (spec instanceof StepSpec.WindowAggregate window) {
            return of(window.window());
        }
        boolean mayWait = spec instanceof StepSpec.ProcessKeyed
                || spec instanceof StepSpec.CoProcessKeyed
                || spec instanceof StepSpec.RunOperator;
        return mayWait ? WatermarkBoundaries.EVERY : WatermarkBoundaries.NONE;
    }

    private static WatermarkBoundaries of(WindowSpec window) {
        long lateness = window.allowedLateness().toMillis();
        if (window.shape() instanceof WindowSpec.Tumbling t) {
            return ends(t.size().toMillis(), t.offset().toMillis(), lateness);
        }
        if (window.shape() instanceof WindowSpec.Sliding s) {
            long end = s.offset().toMillis() + s.size().toMillis();
            return ends(s.slide().toMillis(), end, lateness);
        }
        return window.shape() instanceof WindowSpec.Session ? WatermarkBoundaries.EVERY : WatermarkBoundaries.NONE;
    }

    private static WatermarkBoundaries ends(long period, long phase, long lateness) {
        WatermarkBoundaries ends = WatermarkBoundaries.periodic(period, phase);
        return lateness == 0 ? ends : ends.and(WatermarkBoundaries.periodic(period, phase + lateness));
    }
}
