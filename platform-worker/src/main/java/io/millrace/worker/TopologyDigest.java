package io.millrace.worker;

import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Stage;

/**
 * What a member announces of a topology: how many slots it needs, and a sum over its plan, as {@code slots:sum}. Members of
 * another version read the number.
 */
final class TopologyDigest {

    private TopologyDigest() {}

    /** That of a topology. */
    static String of(Plan plan) {
        return slices(plan) + ":" + Integer.toHexString(plan.checksum());
    }

    /** As many as its widest step has tasks. */
    static int slices(Plan plan) {
        return plan.stages().stream().mapToInt(Stage::parallelism).max().orElse(1);
    }

    /** The number of slots; what is no digest needs one. */
    static int slices(String digest) {
        try {
            return Math.max(1, Integer.parseInt(digest.substring(0, Math.max(0, digest.indexOf(':')))));
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
