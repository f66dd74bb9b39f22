package io.millrace.master.live;

import io.millrace.control.TopologyView;
import io.millrace.topology.TopologyDescription.StepDescription;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For how long sinks have been seen to take nothing. One that has never taken anything has been quiet since the start.
 *
 * @param taken records that each sink had taken at the last look
 * @param sinceMillis when each was first seen to have taken so many
 */
record QuietSinks(Map<String, Long> taken, Map<String, Long> sinceMillis) {

    /** After another look. */
    static QuietSinks of(@Nullable QuietSinks before, TopologyView view, long nowMillis) {
        Map<String, Long> taken = new HashMap<>();
        Map<String, Long> since = new HashMap<>();
        for (StepDescription step : view.description().steps()) {
            if (step.kind().equals("sink")) {
                long records = view.status().operator(step.name()).recordsIn();
                Long earlier = before == null ? null : before.taken.get(step.name());
                taken.put(step.name(), records);
                since.put(
                        step.name(),
                        before != null && earlier != null && earlier == records
                                ? before.sinceMillis.getOrDefault(step.name(), nowMillis)
                                : begin(records, view, nowMillis));
            }
        }
        return new QuietSinks(taken, since);
    }

    private static long begin(long records, TopologyView view, long nowMillis) {
        Long started = view.startedAtMillis();
        return records > 0 || started == null ? nowMillis : Math.min(started, nowMillis);
    }

    /** For how long each sink has been quiet; 0 for one that takes records. */
    Map<String, Long> millis(long nowMillis) {
        Map<String, Long> millis = new HashMap<>();
        sinceMillis.forEach((sink, since) -> millis.put(sink, Math.max(0, nowMillis - since)));
        return millis;
    }
}
