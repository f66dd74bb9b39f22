package io.millrace.benchmark.protocol;

import io.millrace.benchmark.usage.Usage;
import io.millrace.benchmark.usage.UsageMeter;
import io.millrace.benchmark.workload.Tally;

/**
 * What is written down of the run that this process does now. It is one for the process, because engines make copies of
 * sources and sinks, and hand none of them back.
 *
 * <p><b>Thread.</b> May be used by all.
 */
public final class RunBooks {

    private static final UsageMeter METER = new UsageMeter();

    private static Tally tally = Tally.NOTHING;
    private static boolean hasBegun;

    private RunBooks() {}

    /**
     * Says that a source is about to emit its first event. The first of them starts the clock again, so that an engine is
     * not charged for deploying its job. An engine whose sources do not say it is charged.
     */
    public static synchronized void begin() {
        if (!hasBegun) {
            hasBegun = true;
            METER.restart();
        }
    }

    /** Adds the fingerprint of the results that one sink has taken, when it has taken its last. */
    public static synchronized void add(Tally part) {
        tally = tally.plus(part);
    }

    /** The fingerprint of the results of all sinks of this run. */
    public static synchronized Tally tally() {
        return tally;
    }

    static synchronized void open() {
        tally = Tally.NOTHING;
        hasBegun = false;
        METER.start();
    }

    static synchronized Usage close() {
        return METER.stop();
    }
}
