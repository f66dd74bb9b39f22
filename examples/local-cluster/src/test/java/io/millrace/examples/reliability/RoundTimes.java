package io.millrace.examples.reliability;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one fault has cost. A gap is the longest time in which some partition of the output got nothing.
 *
 * @param undisturbed gap before the fault
 * @param committed gap from the fault until all was as before, for those who read what is committed
 * @param written the same for those who read everything
 * @param newLeader time from the fault to the next election; null if there was none
 */
record RoundTimes(
        Duration undisturbed,
        Duration committed,
        Duration written,
        @Nullable Duration newLeader) {}
