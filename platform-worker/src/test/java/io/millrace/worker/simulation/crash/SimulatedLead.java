package io.millrace.worker.simulation.crash;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.plan.Placement;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.remote.ClusterHost;
import io.millrace.worker.remote.HostListener;
import io.millrace.worker.remote.LeaseGround;
import io.millrace.worker.remote.PeerEvents;
import io.millrace.worker.remote.Post;
import io.millrace.worker.remote.Switchboard;
import io.millrace.worker.supervise.RestoreRefusedException;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.supervise.TopologySupervisor;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one process keeps alive while it leads: a supervisor over the tasks of all. */
final class SimulatedLead implements HostListener {

    private final String topology;
    private final Switchboard switchboard;
    private final CheckpointStore store;
    private final IntConsumer givenUp;
    private final ClusterHost host;
    private final PeerEvents ears;
    private final TopologySupervisor supervisor;
    private TopologyState state = TopologyState.STARTING;
    private @Nullable TopologyFailure failure;
    private int adoptions;

    SimulatedLead(Plan plan, SupervisorSettings settings, Seat seat, Terms terms, Plants plants) {
        this.topology = plan.topology().name();
        this.switchboard = seat.switchboard;
        this.store = terms.store;
        this.givenUp = terms.givenUp;
        this.host = new ClusterHost(
                plan,
                seat.number,
                seat.post,
                new ClusterHost.Terms(
                        terms.sessions, plants.leases(SimulatedExecutor.LEASES), terms.ground, seat.nanos),
                this,
                () -> {});
        this.ears = plants.leading(host);
        this.supervisor = new TopologySupervisor(
                plan, settings, terms.store, CrashSimulation.CODECS, seat.clock::nanos, host, () -> {});
    }

    /** Begins, as soon as it is {@linkplain #assign said} where tasks run. */
    void start(long nowMillis) throws IOException, RestoreRefusedException {
        switchboard.register(topology, ears);
        supervisor.start(nowMillis);
    }

    /** Asks what runs already, before anything is started. */
    void find(Set<Integer> executors) {
        host.find(executors);
    }

    /** Says where tasks run that are started from now on. */
    void assign(Placement placement) {
        host.assign(placement);
    }

    /** Leads no more, and says nothing to anybody. */
    void resign() {
        switchboard.unregister(topology, ears);
        store.close();
    }

    /** The system closes what a process has open. */
    void die() {
        store.close();
    }

    void stop() {
        supervisor.stop();
    }

    void drain() {
        supervisor.drain();
    }

    boolean work(long nowMillis) {
        return supervisor.work(nowMillis) <= nowMillis;
    }

    TopologySupervisor supervisor() {
        return supervisor;
    }

    TopologyState state() {
        return state;
    }

    /**
     * Whether the topology has come to its end.
     *
     * @param mayFail whether it was told to stop, which may come to nothing
     * @throws AssertionError if it has failed
     */
    boolean hasFinished(boolean mayFail) {
        if (!mayFail && supervisor.isOver() && state == TopologyState.FAILED) {
            throw new AssertionError("Topology has failed: " + failure);
        }
        return supervisor.isOver() && state == TopologyState.FINISHED;
    }

    /** Parts of the topology that were restarted. */
    long restarts() {
        return supervisor.status().restarts();
    }

    /** Checkpoints that were decided. */
    long checkpoints() {
        return supervisor.status().completed();
    }

    /** Times that tasks of an earlier leader were taken over. */
    int adoptions() {
        return adoptions;
    }

    @Override
    public void onState(TopologyState to, @Nullable TopologyFailure why) {
        state = to;
        failure = why == null ? failure : why;
    }

    @Override
    public void onFound(List<Integer> slices) {
        adoptions += slices.isEmpty() ? 0 : 1;
    }

    @Override
    public void onGivenUp(int executor) {
        givenUp.accept(executor);
    }

    @Override
    public String toString() {
        return "leads: " + state + ", failure=" + failure + ", checkpoints=" + supervisor.status();
    }

    /** Where it leads from. */
    record Seat(int number, Switchboard switchboard, Post post, VirtualClock clock, LongSupplier nanos) {}

    /**
     * On which terms it leads.
     *
     * @param store checkpoints; closed with it
     * @param sessions gives numbers of sessions, each greater than all before
     * @param ground what it gives leases on
     * @param givenUp hears of executors that are given up
     */
    record Terms(CheckpointStore store, LongSupplier sessions, LeaseGround ground, IntConsumer givenUp) {}
}
