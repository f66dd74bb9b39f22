package io.millrace.benchmark.measure;

/** Two contenders did not come to the same result, so that comparing their speed says nothing. */
public final class ResultsDifferException extends RuntimeException {

    /** Names both, and what they have come to. */
    public ResultsDifferException(
            Workload workload, String engine, Object result, String otherEngine, Object otherResult) {
        super("Results of the engines differ: workload=" + workload.name() + ", events=" + workload.events() + ", "
                + engine + "=" + result + ", " + otherEngine + "=" + otherResult
                + "; one of them is wrong, and no figure of this run counts");
    }
}
