package io.millrace.status;

import java.time.Duration;

/**
 * A call of user code that has not returned for a while and holds up its task, and on a shared thread others too.
 *
 * @param operator step whose code it is
 * @param taskIndex number of the task
 * @param since how long the call has taken so far
 * @param where the innermost frame of the user's code
 */
public record StuckCall(String operator, int taskIndex, Duration since, String where) {}
