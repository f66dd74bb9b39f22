package io.millrace.status;

import java.time.Duration;

/**
 * A step that is not declared blocking and whose code took its time: it held up the other tasks of its thread. Reported
 * once for each step.
 *
 * @param operator name of the step
 * @param took how long the call took, at least
 * @param where the innermost frame of the user's code when it was seen
 */
public record SlowCall(String operator, Duration took, String where) {}
