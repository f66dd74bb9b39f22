package io.millrace.worker.wire;

/**
 * What an executor says of itself in HELLO. The other side must be of the same cluster, application and version.
 *
 * @param cluster name of the cluster
 * @param application name of the application
 * @param version version of the application
 * @param executor number of the executor
 * @param instance drawn at the start of the process, so that a process that came back is known as another one
 */
public record Member(String cluster, String application, String version, int executor, long instance) {

    /** Checks the lengths. */
    public Member {
        Texts.checkName("Cluster", cluster);
        Texts.checkName("Application", application);
        Texts.checkName("Version", version);
        if (executor < 0) {
            throw new IllegalArgumentException("Executor is negative: executor=" + executor);
        }
    }

    @Override
    public String toString() {
        return "executor " + executor + " of " + application + " " + version + " in " + cluster + ", instance "
                + Long.toHexString(instance);
    }
}
