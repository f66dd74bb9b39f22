package io.millrace.acceptance.faulty;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A check that fails for as many of the next orders as it is told.
 *
 * <p><b>Thread.</b> Any.
 */
public final class Checks {

    private final AtomicInteger failures = new AtomicInteger();

    /** So many of the next orders fail. */
    public void fail(int orders) {
        failures.set(orders);
    }

    String check(String order) {
        if (failures.get() > 0 && failures.getAndDecrement() > 0) {
            throw new IllegalArgumentException("Order is not valid: " + order);
        }
        return order;
    }
}
