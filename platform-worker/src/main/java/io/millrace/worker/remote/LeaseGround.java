package io.millrace.worker.remote;

/**
 * What a leader gives leases on: nobody else gives any.
 *
 * <p><b>Thread.</b> Any; does not block.
 */
@FunctionalInterface
public interface LeaseGround {

    /** There is no other leader, ever. */
    LeaseGround FIRM = Runnable::run;

    /**
     * Finds out whether this leader has not been replaced.
     *
     * @param whenFirm is called, once, by any thread, if no later epoch had begun at some moment after this call; otherwise, or
     *     if that is not known, never
     */
    void confirm(Runnable whenFirm);
}
