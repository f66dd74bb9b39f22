package io.millrace.master.zookeeper;

import java.util.List;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.OpResult.ErrorResult;
import org.apache.zookeeper.OpResult.SetDataResult;

/**
 * What became of a transaction: all was done, or nothing.
 *
 * @param failed index of the operation that could not be done, or {@link #NONE}
 * @param code why
 * @param results of each operation
 */
record Outcome(int failed, Code code, List<OpResult> results) {

    static final int NONE = -1;

    static Outcome of(List<OpResult> results) {
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof ErrorResult error && isCause(error.getErr())) {
                return new Outcome(i, Code.get(error.getErr()), results);
            }
        }
        return new Outcome(NONE, Code.OK, results);
    }

    boolean isDone() {
        return failed == NONE;
    }

    boolean isRefused(int operation, Code reason) {
        return failed == operation && code == reason;
    }

    /** Version of a node after an operation, if that has set its data; a node that was created has 0. */
    int version(int operation) {
        return results.get(operation) instanceof SetDataResult set
                ? set.getStat().getVersion()
                : 0;
    }

    /** The operations beside the one that failed say so too: those before it 0, those behind it "inconsistent". */
    private static boolean isCause(int error) {
        return error != Code.OK.intValue() && error != Code.RUNTIMEINCONSISTENCY.intValue();
    }
}
