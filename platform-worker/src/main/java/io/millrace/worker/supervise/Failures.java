package io.millrace.worker.supervise;

import io.millrace.status.TopologyFailure;
import io.millrace.worker.task.OperatorFailedException;
import io.millrace.worker.task.RestoreFailedException;
import io.millrace.worker.task.Task;

/** Says why a topology failed. */
public final class Failures {

    private Failures() {}

    /** A task has failed. */
    public static TopologyFailure of(Task task, Throwable cause) {
        if (cause instanceof OperatorFailedException failed) {
            Throwable root = failed.getCause() == null ? failed : failed.getCause();
            return new TopologyFailure(
                    failed.operator(), task.index(), failed.record(), String.valueOf(failed.getMessage()), root);
        }
        String message = "Task failed: stage=" + task.stageName() + ", task=" + task.index() + ", cause=" + cause;
        return new TopologyFailure(task.operatorNames().get(0), task.index(), null, message, cause);
    }

    /** What the failure of a task says about starting it again. */
    public static FailureKind kind(Throwable cause) {
        return cause instanceof RestoreFailedException ? FailureKind.FINAL : FailureKind.TASK;
    }

    /** It cannot be started again. */
    static TopologyFailure ofStart(String firstOperator, Throwable cause) {
        return new TopologyFailure(firstOperator, 0, null, String.valueOf(cause.getMessage()), cause);
    }
}
