package io.millrace.benchmark.ideal;

import io.millrace.benchmark.workload.FirmInput;
import io.millrace.benchmark.workload.FirmLatency;
import io.millrace.benchmark.workload.TallyBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Sum and number of the latencies of each firm in each window.
 *
 * <p><b>Thread.</b> Has one owner at a time.
 */
final class FirmMeans {

    private final List<long[]> sums = new ArrayList<>();
    private final List<int[]> counts = new ArrayList<>();

    /** Adds a latency, of a response of this time. */
    void add(FirmLatency latency, long timestampMillis) {
        int window = (int) (timestampMillis / FirmInput.WINDOW_MILLIS);
        growTo(window + 1);
        sums.get(window)[latency.firm()] += latency.millis();
        counts.get(window)[latency.firm()]++;
    }

    /** Adds what another has taken. */
    void addAll(FirmMeans other) {
        growTo(other.sums.size());
        for (int window = 0; window < other.sums.size(); window++) {
            for (int firm = 0; firm < FirmInput.FIRMS; firm++) {
                sums.get(window)[firm] += other.sums.get(window)[firm];
                counts.get(window)[firm] += other.counts.get(window)[firm];
            }
        }
    }

    /** Hands on the means. */
    void drainTo(TallyBuilder tally) {
        for (int window = 0; window < sums.size(); window++) {
            for (int firm = 0; firm < FirmInput.FIRMS; firm++) {
                int count = counts.get(window)[firm];
                if (count > 0) {
                    tally.addMean(firm, window * FirmInput.WINDOW_MILLIS, (double) sums.get(window)[firm] / count);
                }
            }
        }
    }

    private void growTo(int windows) {
        while (sums.size() < windows) {
            sums.add(new long[FirmInput.FIRMS]);
            counts.add(new int[FirmInput.FIRMS]);
        }
    }
}
