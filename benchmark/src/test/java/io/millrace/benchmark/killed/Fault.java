package io.millrace.benchmark.killed;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Halts the process, as a power cut does, when it comes to a point for a certain time.
 *
 * <p><b>Thread.</b> May be used by any thread.
 */
final class Fault {

    /** Exit code of a process that came to its point. */
    static final int EXIT_CODE = 42;

    private static final String PROPERTY = "fault";

    private final @Nullable FaultPoint point;
    private final AtomicInteger left;

    private Fault(@Nullable FaultPoint point, int time) {
        this.point = point;
        this.left = new AtomicInteger(time);
    }

    /** Option of a JVM that is to halt at the n-th time, counted from 1. */
    static String option(FaultPoint point, int time) {
        return "-D" + PROPERTY + "=" + point + ":" + time;
    }

    /** What the options of this JVM say. */
    static Fault ofThisProcess() {
        String value = System.getProperty(PROPERTY);
        if (value == null) {
            return new Fault(null, 0);
        }
        int colon = value.indexOf(':');
        return new Fault(FaultPoint.valueOf(value.substring(0, colon)), Integer.parseInt(value.substring(colon + 1)));
    }

    void reach(FaultPoint reached) {
        if (reached == point && left.decrementAndGet() == 0) {
            System.out.println("halting at " + reached);
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
