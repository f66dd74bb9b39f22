package io.millrace.ui;

import java.util.List;

/**
 * A chart on the page of metrics.
 *
 * @param id its name in addresses, which is that of the metric
 * @param title what it shows
 * @param hint what that means
 * @param unit what its axis counts: rate, share, millis, count or seconds
 * @param isDistribution whether there are percentiles to choose from
 * @param json where its figures are, below the topology's address in REST
 */
record Chart(String id, String title, String hint, String unit, boolean isDistribution, String json) {

    /** All charts, in the order in which people look for what is slow. */
    static final List<Chart> ALL = List.of(
            metric("records-in", "Records in", "Records that each step takes in a second.", "rate"),
            metric("records-out", "Records out", "Records that each step gives in a second.", "rate"),
            distribution(
                    "latency",
                    "End-to-end latency",
                    "How old records are at a sink since they have left their source."),
            distribution(
                    "processing-time",
                    "Processing time",
                    "How long a record takes in the tasks of a stage, with all steps that are fused."),
            metric("busy", "Busy", "Share of the time in which tasks are at work, on the average.", "share"),
            metric(
                    "waiting-for-credit",
                    "Waits for room",
                    "Share of the time in which tasks wait for room in their output: whoever reads from them is slow.",
                    "share"),
            metric("queue-fill", "Queue fill", "How full the fullest input of all tasks is.", "share"),
            metric(
                    "watermark-lag",
                    "Watermark lag",
                    "How far event time is behind the clock, in the task that is last.",
                    "millis"),
            metric("state-entries", "State", "Entries of keyed state.", "count"),
            new Chart(
                    "checkpoints",
                    "Checkpoint durations",
                    "From asking for a checkpoint to its being decided, and the longest alignment in it.",
                    "seconds",
                    false,
                    "/checkpoints"),
            metric("records-late", "Late records", "Records that come after their windows have closed.", "rate"),
            metric(
                    "records-failed",
                    "Failed records",
                    "Records for which code has thrown, and which were left out or became dead letters.",
                    "rate"));

    private static Chart metric(String id, String title, String hint, String unit) {
        return new Chart(id, title, hint, unit, false, "/metrics/" + id);
    }

    private static Chart distribution(String id, String title, String hint) {
        return new Chart(id, title, hint, "millis", true, "/metrics/" + id);
    }
}
