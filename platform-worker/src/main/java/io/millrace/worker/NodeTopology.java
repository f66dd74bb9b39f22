package io.millrace.worker;

import io.millrace.cluster.Assignment;
import io.millrace.cluster.TopologyDemand;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.supervise.SupervisorSettings;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One topology of a member of a cluster.
 *
 * <p><b>Thread.</b> Owned by the thread of the node.
 */
final class NodeTopology {

    private final TopologyRun run;
    private final SupervisorSettings settings;
    private @Nullable Leading leading;
    private @Nullable CheckpointStore store;
    private @Nullable Assignment assignment;
    private boolean isSought;
    private boolean isPlaced;

    NodeTopology(TopologyRun run, SupervisorSettings settings) {
        this.run = run;
        this.settings = settings;
    }

    TopologyRun run() {
        return run;
    }

    String name() {
        return run.topology().name();
    }

    SupervisorSettings settings() {
        return settings;
    }

    TopologyDemand demand() {
        return new TopologyDemand(run.topology().name(), TopologyDigest.slices(run.plan()), Set.of(), 0);
    }

    /** Whether this member keeps it alive. */
    boolean isLed() {
        return leading != null;
    }

    /** Keeps it alive from now on; it is being found out what of it runs already. */
    void lead(Leading started, CheckpointStore opened) {
        leading = started;
        store = opened;
        assignment = null;
        isPlaced = false;
        isSought = true;
    }

    /** Whether it is not known yet what of it runs already. */
    boolean isSought() {
        return isSought;
    }

    /** It is known who runs slices of it already; others may have to be placed. */
    void found(List<Integer> slices) {
        isSought = false;
        if (!slices.isEmpty()) {
            assignment = new Assignment(run.topology().name(), slices);
        }
    }

    /** Its checkpoints, if it is led here. */
    @Nullable
    CheckpointStore store() {
        return store;
    }

    @Nullable
    Assignment assignment() {
        return assignment;
    }

    /** Whether tasks that are started run as an assignment says. */
    boolean isPlaced(Assignment as) {
        return isPlaced && as.equals(assignment);
    }

    /** Says where tasks run that are started from now on. */
    void assign(Assignment next) {
        assignment = next;
        isPlaced = true;
        run.waitFor(null);
        List<Integer> members = next.members();
        if (leading != null) {
            leading.assign((stage, task) -> members.get(task % members.size()));
        }
    }

    /** Gives a member up that may run some of it. */
    void giveUp(int member, String reason) {
        if (leading != null) {
            leading.giveUp(member, reason);
        }
    }

    /** Tasks cannot be started for now. */
    void await(String reason) {
        isPlaced = false;
        run.waitFor(reason);
        if (leading != null) {
            leading.unassign(reason);
        }
    }

    /** It has finished and is to begin anew. */
    void forgetFinished() throws IOException {
        if (store != null && run.status().state() == TopologyState.FINISHED) {
            store.finish();
        }
    }

    /** Whether it is kept alive here, and has not come to an end. */
    boolean isAtWork() {
        return isLed() && !run.status().state().isTerminal();
    }

    /** Whether it runs and has taken a checkpoint since it is led here, or has nothing more to do. */
    boolean hasProved() {
        TopologyStatus status = run.status();
        boolean isDone = status.state() == TopologyState.FINISHED || status.state() == TopologyState.STOPPED;
        return isDone
                || (status.state() == TopologyState.RUNNING
                        && status.checkpoints().completed() > 0);
    }

    /** Leads it no more. */
    void resign() {
        if (leading != null) {
            leading.resign();
        }
        if (store != null) {
            store.close();
        }
        leading = null;
        store = null;
        assignment = null;
        isPlaced = false;
        isSought = false;
    }
}
