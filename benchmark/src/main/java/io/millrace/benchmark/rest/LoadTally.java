package io.millrace.benchmark.rest;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/**
 * Counts what becomes of requests and listeners.
 *
 * <p><b>Thread.</b> Any.
 */
final class LoadTally {

    private static final long MAX_MICROS = 60_000_000;
    private static final int DIGITS = 3;
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final Histogram micros = new AtomicHistogram(MAX_MICROS, DIGITS);
    private final AtomicLong due = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();
    private final AtomicLong notModified = new AtomicLong();
    private final AtomicLong wrongStatus = new AtomicLong();
    private final AtomicLong failedRequests = new AtomicLong();
    private final AtomicLong endedListeners = new AtomicLong();
    private final AtomicLong silences = new AtomicLong();
    private String firstError = "";

    void onDue() {
        due.incrementAndGet();
    }

    /** The whole answer is there. */
    void onAnswer(int status, long nanosSinceDue) {
        if (status == OK || status == NOT_MODIFIED) {
            micros.recordValue(Math.min(MAX_MICROS, nanosSinceDue / 1_000));
            if (status == NOT_MODIFIED) {
                notModified.incrementAndGet();
            }
        } else {
            wrongStatus.incrementAndGet();
            remember("Answer has a status that it should not have: status=" + status);
        }
        settled.incrementAndGet();
    }

    void onFailure(Throwable cause) {
        failedRequests.incrementAndGet();
        remember("Request failed: cause=" + cause);
        settled.incrementAndGet();
    }

    void onListenerEnd(String reason) {
        endedListeners.incrementAndGet();
        remember("Listener ended: reason=" + reason);
    }

    void onSilence() {
        silences.incrementAndGet();
        remember("Listener hears nothing");
    }

    /** Requests that have neither been answered nor failed. */
    long open() {
        return due.get() - settled.get();
    }

    /** Requests that have been answered as they should be. */
    long answered() {
        return micros.getTotalCount();
    }

    /**
     * All of it; what is still open counts as failed.
     *
     * @param answeredInPhase what {@link #answered} was when the phase ended
     */
    LoadResult result(long answeredInPhase, long fewestEvents, long events) {
        long open = open();
        if (open > 0) {
            remember("Requests were not answered in time: requests=" + open);
        }
        return new LoadResult(
                due.get(),
                micros.getTotalCount(),
                answeredInPhase,
                notModified.get(),
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99),
                micros.getMaxValue(),
                wrongStatus.get(),
                failedRequests.get() + open,
                endedListeners.get(),
                silences.get(),
                fewestEvents,
                events,
                firstError());
    }

    private synchronized void remember(String error) {
        if (firstError.isEmpty()) {
            firstError = error;
        }
    }

    private synchronized String firstError() {
        return firstError;
    }
}
