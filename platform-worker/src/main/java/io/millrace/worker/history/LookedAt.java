package io.millrace.worker.history;

import io.millrace.worker.task.TaskHistograms;
import io.millrace.worker.task.TaskMetrics;

/**
 * What a look at a task has shown.
 *
 * @param metrics what grows, and what is
 * @param recorded what has occurred since the look before
 */
public record LookedAt(TaskMetrics metrics, TaskHistograms recorded) {}
