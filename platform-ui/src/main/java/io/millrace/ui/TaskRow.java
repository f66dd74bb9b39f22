package io.millrace.ui;

import io.millrace.status.TaskStatus;
import java.util.Locale;

/**
 * A task as the page of tasks shows it before any script has run: what has been counted so far. Rates and shares take two
 * looks, and come later.
 *
 * @param key tells it from all others
 * @param task its number
 * @param steps names of the steps in it
 * @param member number of the member that runs it, or a dash
 * @param recordsIn records that it has taken
 * @param recordsOut records that it has given
 * @param queueFill how full its fullest input is, or a dash
 */
record TaskRow(
        String key, int task, String steps, String member, String recordsIn, String recordsOut, String queueFill) {

    /** More are not shown at a time. */
    static final int MAX_ROWS = 500;

    private static final String NONE = "–";

    static TaskRow of(TaskStatus task) {
        return new TaskRow(
                task.stage() + "#" + task.task(),
                task.task(),
                String.join(" → ", task.operators()),
                task.member() == 0 ? NONE : Integer.toString(task.member()),
                String.format(Locale.ROOT, "%,d", task.recordsIn()),
                String.format(Locale.ROOT, "%,d", task.recordsOut()),
                task.queueFill() < 0 ? NONE : Math.round(task.queueFill() * 100) + " %");
    }
}
