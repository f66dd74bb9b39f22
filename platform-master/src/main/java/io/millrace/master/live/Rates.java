package io.millrace.master.live;

import io.millrace.status.OperatorStatus;
import io.millrace.status.TopologyStatus;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records per second of each step, from the counters at two moments.
 *
 * @param in records taken, by step
 * @param out records given to the main output, by step
 * @param side records given to side outputs, by step and output
 */
record Rates(Map<String, Double> in, Map<String, Double> out, Map<String, Map<String, Double>> side) {

    static final Rates UNKNOWN = new Rates(Map.of(), Map.of(), Map.of());

    /**
     * Rates between two moments. A counter that has gone back belongs to a new run, which has counted from zero.
     *
     * @param before counters then, or null if they are not known
     */
    static Rates between(@Nullable TopologyStatus before, long beforeNanos, TopologyStatus now, long nowNanos) {
        if (before == null || nowNanos <= beforeNanos) {
            return UNKNOWN;
        }
        double seconds = (nowNanos - beforeNanos) / 1e9;
        Map<String, OperatorStatus> earlier = new HashMap<>();
        before.operators().forEach(operator -> earlier.put(operator.name(), operator));
        Map<String, Double> in = new HashMap<>();
        Map<String, Double> out = new HashMap<>();
        Map<String, Map<String, Double>> side = new HashMap<>();
        for (OperatorStatus operator : now.operators()) {
            OperatorStatus then = earlier.get(operator.name());
            if (then != null) {
                in.put(operator.name(), rate(then.recordsIn(), operator.recordsIn(), seconds));
                out.put(operator.name(), rate(then.recordsOut(), operator.recordsOut(), seconds));
                Map<String, Double> ofOutputs = new HashMap<>();
                operator.sideRecordsOut()
                        .forEach((output, records) -> ofOutputs.put(
                                output, rate(then.sideRecordsOut().getOrDefault(output, 0L), records, seconds)));
                side.put(operator.name(), ofOutputs);
            }
        }
        return new Rates(in, out, side);
    }

    /** Whether they are rates at all, and not the lack of them. */
    boolean areKnown() {
        return !in.isEmpty();
    }

    double in(String step) {
        return in.getOrDefault(step, 0.0);
    }

    double out(String step) {
        return out.getOrDefault(step, 0.0);
    }

    double side(String step, String output) {
        return side.getOrDefault(step, Map.of()).getOrDefault(output, 0.0);
    }

    private static double rate(long before, long now, double seconds) {
        return (now < before ? now : now - before) / seconds;
    }
}
