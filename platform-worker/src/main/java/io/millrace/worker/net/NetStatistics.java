package io.millrace.worker.net;

/**
 * What has happened on the connections of an executor since its start.
 *
 * @param open connections, in both directions, whose sides have agreed and which are there now
 * @param accepted connections that others have made, whoever they were
 * @param dialled connections that we have made
 * @param reconnects those of them that took the place of an earlier one
 * @param failedDials attempts that came to no connection
 * @param refused connections from others that were closed before both sides had agreed
 * @param bytesIn bytes read, without TLS
 * @param bytesOut bytes written, without TLS
 * @param reads pieces in which bytes were read; about the system calls for it
 * @param buffers buffers that the wire has sent
 * @param writes pieces in which they were written
 * @param flushes times that pieces were given to the socket; about the system calls for it
 * @param wakeUps times that a sender has asked the I/O thread to write
 */
public record NetStatistics(
        long open,
        long accepted,
        long dialled,
        long reconnects,
        long failedDials,
        long refused,
        long bytesIn,
        long bytesOut,
        long reads,
        long buffers,
        long writes,
        long flushes,
        long wakeUps) {}
