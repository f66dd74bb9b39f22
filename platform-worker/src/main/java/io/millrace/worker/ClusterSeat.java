package io.millrace.worker;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.remote.ClusterHost;
import io.millrace.worker.remote.Command;
import io.millrace.worker.remote.HostListener;
import io.millrace.worker.remote.LeaseTerms;
import io.millrace.worker.remote.MemberAgent;
import io.millrace.worker.remote.Post;
import io.millrace.worker.remote.RemoteFailureException;
import io.millrace.worker.remote.StartChannels;
import io.millrace.worker.remote.Switchboard;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.supervise.SupervisorSettings;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The place of this process among the executors of a topology.
 *
 * @param self number of this executor
 * @param switchboard says what happens on the way to others
 * @param post sends messages to others, and to this one
 * @param channels opens channels for types with these codecs
 * @param orphanMillis for how long tasks go on without a leader
 * @param leases for how long those go on that cannot be fenced
 * @param endsWithLeader whether the topology ends when this executor leads it and is closed; otherwise another one goes on
 */
record ClusterSeat(
        int self,
        Switchboard switchboard,
        Post post,
        Function<Codecs, StartChannels> channels,
        long orphanMillis,
        LeaseTerms leases,
        boolean endsWithLeader) {

    /** A seat whose messages to this executor itself stay here. */
    static ClusterSeat of(
            int self,
            Switchboard switchboard,
            Post others,
            Function<Codecs, StartChannels> channels,
            long orphanMillis,
            LeaseTerms leases,
            boolean endsWithLeader) {
        Post post = (executor, message) -> {
            if (executor != self) {
                return others.send(executor, message);
            }
            switchboard.message(self, message);
            return true;
        };
        return new ClusterSeat(self, switchboard, post, channels, orphanMillis, leases, endsWithLeader);
    }

    /** The leader's place. */
    ClusterHost host(TopologyRun run, LeadTerms terms, Runnable wake) {
        return new ClusterHost(
                run.plan(),
                self,
                post,
                new ClusterHost.Terms(terms.sessions(), leases, terms.ground(), System::nanoTime),
                new Listener(run, terms.listener()),
                wake);
    }

    /** A member's place. */
    MemberAgent agent(
            TopologyRun run,
            SupervisedTasks tasks,
            Codecs codecs,
            SnapshotStore store,
            SupervisorSettings settings,
            Runnable wake) {
        MemberAgent.Parts parts = new MemberAgent.Parts(
                store,
                codecs,
                System::nanoTime,
                tasks,
                channels.apply(codecs),
                post,
                orphanMillis,
                leases,
                note -> run.change(note.state(), failure(note)));
        return new MemberAgent(run.plan(), self, settings, parts, wake);
    }

    private static @Nullable TopologyFailure failure(Command.Note note) {
        String operator = note.operator();
        String message = String.valueOf(note.message());
        return operator == null
                ? null
                : new TopologyFailure(
                        operator, note.task(), note.record(), message, new RemoteFailureException(message));
    }

    private record Listener(TopologyRun run, LeadListener listener) implements HostListener {

        @Override
        public void onState(TopologyState state, @Nullable TopologyFailure failure) {
            run.change(state, failure);
        }

        @Override
        public void onFound(List<Integer> slices) {
            listener.onFound(slices);
        }

        @Override
        public void onGivenUp(int executor) {
            listener.onGivenUp(executor);
        }
    }
}
