package io.millrace.worker.remote;

import io.millrace.worker.task.Lease;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * A member's lease: asks the leader for it again and again while tasks need it. It counts from when it was asked for, so time
 * on the way shortens it.
 *
 * <p><b>Thread.</b> Owned by the member.
 */
final class MemberLease {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LeaseTerms terms;
    private final Lease lease = Lease.notHeld();
    private boolean isAsked;
    private long askedNanos;

    MemberLease(LeaseTerms terms) {
        this.terms = terms;
    }

    /** What the tasks hold. */
    Lease lease() {
        return lease;
    }

    /**
     * Asks, if it is time to.
     *
     * @param post sends what asks at a time
     * @return in how many milliseconds it is time again
     */
    long ask(long nowNanos, LongFunction<Report> asking, Consumer<Report> post) {
        long leftNanos = isAsked ? askedNanos + terms.askNanos() - nowNanos : 0;
        if (leftNanos <= 0) {
            isAsked = true;
            askedNanos = nowNanos;
            post.accept(asking.apply(nowNanos));
            leftNanos = terms.askNanos();
        }
        return leftNanos / NANOS_PER_MILLI + 1;
    }

    /** Has something new to ask for. */
    void askSoon() {
        isAsked = false;
    }

    /** What was asked for then was given. */
    void given(long atNanos) {
        lease.extendTo(atNanos + terms.length().toNanos());
    }

    /** Is given back. */
    void end() {
        lease.end();
    }
}
