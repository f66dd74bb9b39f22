package io.millrace.status;

/**
 * The process of a member, at one moment.
 *
 * @param pid number of the process on its machine
 * @param startedAtMillis when the JVM began, since 1970
 * @param javaVersion version of the JVM
 * @param millraceVersion version of Millrace
 * @param heapUsedBytes memory of the heap that is in use
 * @param heapMaxBytes how large the heap may become
 * @param gcMillis time that collections of garbage have taken since the JVM began
 * @param gcCount how many of them there were
 * @param processCpuShare share of all processors of the machine that it uses, from 0 to 1; -1 if not known
 * @param processors how many processors it sees
 * @param threads how many threads live
 */
public record MemberProcess(
        long pid,
        long startedAtMillis,
        String javaVersion,
        String millraceVersion,
        long heapUsedBytes,
        long heapMaxBytes,
        long gcMillis,
        long gcCount,
        double processCpuShare,
        int processors,
        int threads) {}
