package io.millrace.worker;

import io.millrace.control.LeaderUnavailableException;
import io.millrace.status.TopologyState;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.cluster.Roster;
import io.millrace.worker.control.KeptCheckpoints;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import io.millrace.worker.remote.Steering;
import io.millrace.worker.schedule.TaskThread;
import io.millrace.worker.supervise.Beginning;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does what the leader is asked for. What takes long is waited for by nobody here, and what may wait for a disk has threads of
 * its own.
 *
 * <p><b>Thread.</b> Owned by the thread of the node.
 */
final class LedTopologies implements AutoCloseable {

    private static final int DISK_THREADS = 2;
    private static final int MAX_WAITING_FOR_DISK = 256;

    private final NodeThread node;
    private final Leadership leadership;
    private final Roster roster;
    private final Map<String, NodeTopology> topologies;
    private final ThreadPoolExecutor disk = new ThreadPoolExecutor(
            DISK_THREADS,
            DISK_THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING_FOR_DISK),
            work -> TaskThread.daemon("millrace-cluster-disk", work));

    /**
     * Makes one that does nothing by itself.
     *
     * @param topologies all topologies of the member, as they come
     */
    LedTopologies(NodeThread node, Leadership leadership, Roster roster, Map<String, NodeTopology> topologies) {
        this.node = node;
        this.leadership = leadership;
        this.roster = roster;
        this.topologies = topologies;
        disk.allowCoreThreadTimeOut(true);
    }

    /**
     * Does what a member asks for. The answer comes at once, or later from another thread.
     *
     * @throws IllegalStateException if that cannot be done; the message says why
     */
    CompletableFuture<Reply> serve(int member, Request request) {
        requireLeading(request);
        roster.fault(member).ifPresent(fault -> {
            throw new IllegalStateException(fault);
        });
        NodeTopology topology = topologies.get(request.topology());
        if (topology == null) {
            throw new IllegalStateException("Topology is not known to the leader: topology=" + request.topology()
                    + ", known=" + topologies.keySet() + "; start it at the leader too, or correct the name");
        }
        if (request instanceof Request.Start start) {
            return start(start, topology);
        }
        if (request instanceof Request.Steer steer && steer.steering() == Steering.RESTART) {
            leadership.renew(topology);
            return done(request);
        }
        CheckpointStore store = topology.store();
        if (store == null) {
            throw new LeaderUnavailableException("Topology is not led at the moment: topology=" + request.topology()
                    + "; see the log of the leader, and try again");
        }
        return serve(request, topology, store);
    }

    private CompletableFuture<Reply> serve(Request request, NodeTopology topology, CheckpointStore store) {
        if (request instanceof Request.Steer steer) {
            switch (steer.steering()) {
                case STOP -> leadership.stop(topology);
                case CANCEL -> leadership.cancel(topology);
                case DRAIN -> leadership.drain(topology);
                case RESTART -> leadership.renew(topology);
            }
            return done(request);
        }
        if (request instanceof Request.Savepoint) {
            return topology.run().savepoint().thenApply(id -> new Reply.Taken(request.topology(), request.id(), id));
        }
        if (request instanceof Request.DeleteSavepoint delete) {
            return onDisk(() -> {
                KeptCheckpoints.require(request.topology(), delete.checkpointId(), store.list());
                store.deleteSavepoint(delete.checkpointId());
                return new Reply.Done(request.topology(), request.id());
            });
        }
        return onDisk(() -> Reply.Kept.of(request, KeptCheckpoints.of(store.list())));
    }

    private void requireLeading(Request request) {
        if (!leadership.isHeld()) {
            throw new LeaderUnavailableException(
                    "Member leads no more: topology=" + request.topology() + "; try again");
        }
    }

    private CompletableFuture<Reply> start(Request.Start start, NodeTopology topology) {
        if (topology.run().status().state() == TopologyState.STOPPING) {
            throw new IllegalStateException("Topology is still stopping: topology=" + topology.name()
                    + "; start it again when its state is STOPPED or FINISHED");
        }
        CheckpointStore store = topology.store();
        if (start.from() > 0 && store != null) {
            return onDisk(() -> {
                        KeptCheckpoints.require(start.topology(), start.from(), store.list());
                        return new Reply.Done(start.topology(), start.id());
                    })
                    .thenApplyAsync(
                            known -> {
                                requireLeading(start);
                                restart(start, topology);
                                return known;
                            },
                            node::execute);
        }
        restart(start, topology);
        return done(start);
    }

    private void restart(Request.Start start, NodeTopology topology) {
        Beginning beginning = start.from() == Request.Start.LAST
                ? null
                : new Beginning(start.from(), UUID.randomUUID().toString());
        leadership.restart(topology, beginning);
    }

    private static CompletableFuture<Reply> done(Request request) {
        return CompletableFuture.completedFuture(new Reply.Done(request.topology(), request.id()));
    }

    private CompletableFuture<Reply> onDisk(Callable<Reply> work) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return work.call();
                        } catch (Exception e) {
                            throw new CompletionException(e);
                        }
                    },
                    disk);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException(
                    "Too much waits for the disk of checkpoints: waiting=" + MAX_WAITING_FOR_DISK
                            + "; see why it does not answer, and try again",
                    e);
        }
    }

    /** Does nothing more. */
    @Override
    public void close() {
        disk.shutdownNow();
    }
}
