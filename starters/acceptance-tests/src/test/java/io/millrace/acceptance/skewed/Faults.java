package io.millrace.acceptance.skewed;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What goes wrong with lookups; nothing at first.
 *
 * <p><b>Thread.</b> Any.
 */
public final class Faults {

    private final AtomicLong lookupNanos = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();

    /** From now on each lookup takes so long. */
    public void slowDown(long nanos) {
        lookupNanos.set(nanos);
    }

    /** So many of the next lookups fail. */
    public void fail(int lookups) {
        failures.set(lookups);
    }

    String lookUp(String customer) {
        long nanos = lookupNanos.get();
        if (nanos > 0) {
            LockSupport.parkNanos(nanos);
        }
        if (failures.get() > 0 && failures.getAndDecrement() > 0) {
            throw new IllegalStateException("Customer is not known any more");
        }
        return customer;
    }
}
