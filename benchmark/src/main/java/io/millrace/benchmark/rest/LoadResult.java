package io.millrace.benchmark.rest;

/**
 * What became of a load while it was measured.
 *
 * @param due requests that were due
 * @param answered those that were answered as they should be, sooner or later
 * @param answeredInPhase those of them that were while the phase lasted
 * @param notModified answers that said that nothing has changed
 * @param p50Micros half of the answers were there no later than this after their request was due
 * @param p99Micros 99 of 100 were
 * @param maxMicros all were
 * @param wrongStatus answers with another status
 * @param failedRequests requests that failed, or were not answered in time
 * @param endedListeners listeners whose connection did not open, failed or ended
 * @param silences times that a listener heard nothing for too long
 * @param fewestEvents events that the listener with the fewest has heard
 * @param events events that all listeners have heard
 * @param firstError what went wrong first; empty if nothing did
 */
record LoadResult(
        long due,
        long answered,
        long answeredInPhase,
        long notModified,
        long p50Micros,
        long p99Micros,
        long maxMicros,
        long wrongStatus,
        long failedRequests,
        long endedListeners,
        long silences,
        long fewestEvents,
        long events,
        String firstError) {

    /** Everything that went wrong. */
    long errors() {
        return wrongStatus + failedRequests + endedListeners + silences;
    }
}
