package io.millrace.worker;

import io.millrace.cluster.Coordination;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.SharedFolderProbe;
import io.millrace.worker.checkpoint.SnapshotStore;
import java.io.IOException;

/** Opens the checkpoints of topologies on a folder that all members of a cluster see. */
public interface NodeStores {

    /** What a member that runs tasks reads and writes. */
    SnapshotStore snapshots(Topology topology, Coordination coordination) throws IOException;

    /** Finds out whether all members see the same folder. */
    SharedFolderProbe probe(Topology topology) throws IOException;

    /** What the leader of an epoch decides with; whoever opened it closes it. */
    CheckpointStore open(Topology topology, Coordination coordination, long epoch)
            throws IOException, DamagedCheckpointException;
}
