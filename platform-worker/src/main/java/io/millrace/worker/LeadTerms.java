package io.millrace.worker;

import io.millrace.worker.remote.LeaseGround;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * On which terms a topology in several executors is led.
 *
 * @param sessions gives numbers of sessions, each greater than all before and than those of leaders before
 * @param former executors that may run what an earlier leader has started, and are asked; empty if there was none
 * @param ground what leases are given on
 * @param listener hears of what concerns its placement
 */
record LeadTerms(LongSupplier sessions, Set<Integer> former, LeaseGround ground, LeadListener listener) {}
