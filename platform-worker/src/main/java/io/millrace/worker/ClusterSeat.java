package io.millrace.worker;

import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.remote.ClusterHost;
import io.millrace.worker.remote.ClusterMap;
import io.millrace.worker.remote.MemberAgent;
import io.millrace.worker.remote.PeerEvents;
import io.millrace.worker.remote.Post;
import io.millrace.worker.remote.StartChannels;
import io.millrace.worker.remote.Switchboard;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.supervise.TaskHost;
import java.io.IOException;
import java.util.function.Function;

/**
 * The place of this process among the executors of a topology.
 *
 * @param map who runs what
 * @param switchboard says what happens on the way to others
 * @param post sends messages to others
 * @param channels opens channels for types with these codecs
 */
record ClusterSeat(ClusterMap map, Switchboard switchboard, Post post, Function<Codecs, StartChannels> channels) {

    /** Sessions of two lives of a leader do not meet: each begins with a number of an attempt, which is never used again. */
    private static final int SESSION_BITS = 20;

    /** The leader's place. */
    TaskHost host(TopologyRun run, SupervisedTasks tasks, Codecs codecs, CheckpointStore store, Runnable wake)
            throws IOException {
        ClusterHost host = new ClusterHost(
                run.plan(),
                map,
                tasks,
                channels.apply(codecs),
                post,
                store.nextAttempt() << SESSION_BITS,
                run::change,
                wake);
        run.countRemotely(host.counts());
        join(run, host);
        return host;
    }

    /** A member's place. */
    MemberAgent agent(
            TopologyRun run,
            SupervisedTasks tasks,
            Codecs codecs,
            SnapshotStore store,
            SupervisorSettings settings,
            Runnable wake) {
        MemberAgent.Parts parts =
                new MemberAgent.Parts(store, codecs, System::nanoTime, tasks, channels.apply(codecs), post);
        MemberAgent agent = new MemberAgent(run.plan(), map, settings, parts, wake);
        join(run, agent);
        return agent;
    }

    private void join(TopologyRun run, PeerEvents events) {
        switchboard.register(run.topology().name(), events);
        run.onOver(() -> switchboard.unregister(run.topology().name()));
    }
}
