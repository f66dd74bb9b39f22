package io.millrace.master.coordination;

import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.CoordinationListener;
import io.millrace.cluster.Leader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Remembers what it was told. Written and read on the thread of the test. */
public class Recorder implements CoordinationListener {

    private final List<String> calls = new ArrayList<>();
    private final List<Long> epochs = new ArrayList<>();
    private final AtomicBoolean isCalled = new AtomicBoolean();
    private List<ClusterMemberInfo> members = List.of();
    private @Nullable Leader leader;
    private @Nullable Connection connection;
    private boolean isLeading;

    @Override
    public void onMembers(List<ClusterMemberInfo> all) {
        once("members " + all.stream().map(ClusterMemberInfo::number).toList(), () -> members = all);
    }

    @Override
    public void onLeader(@Nullable Leader now) {
        once("leader " + now, () -> leader = now);
    }

    @Override
    public void onElected(long epoch) {
        once("elected " + epoch, () -> {
            if (isLeading) {
                throw new AssertionError("elected twice: " + calls);
            }
            isLeading = true;
            epochs.add(epoch);
        });
    }

    @Override
    public void onDismissed(String reason) {
        once("dismissed " + reason, () -> {
            if (!isLeading) {
                throw new AssertionError("dismissed, but was no leader: " + calls);
            }
            isLeading = false;
        });
    }

    @Override
    public void onConnection(Connection now, String reason) {
        once("connection " + now, () -> connection = now);
    }

    public List<String> calls() {
        return List.copyOf(calls);
    }

    public boolean isLeading() {
        return isLeading;
    }

    /** The last one under which it was elected, or 0. */
    public long epoch() {
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1);
    }

    public List<Long> epochs() {
        return List.copyOf(epochs);
    }

    public List<ClusterMemberInfo> members() {
        return members;
    }

    public List<Integer> numbers() {
        return members.stream().map(ClusterMemberInfo::number).toList();
    }

    public @Nullable Leader leader() {
        return leader;
    }

    public @Nullable Connection connection() {
        return connection;
    }

    private void once(String call, Runnable effect) {
        if (!isCalled.compareAndSet(false, true)) {
            throw new AssertionError("called while it is called: " + call);
        }
        calls.add(call);
        effect.run();
        isCalled.set(false);
    }
}
