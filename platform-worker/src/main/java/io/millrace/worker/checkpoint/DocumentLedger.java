package io.millrace.worker.checkpoint;

import io.millrace.cluster.Coordination;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/**
 * A ledger in documents of a cluster, which only the leader of the epoch in force changes: {@code
 * checkpoints/<topology>/pointer} and {@code checkpoints/<topology>/numbers}. The files of the checkpoints are in a folder that
 * all members see.
 *
 * <p>Nobody locks the folder, for a leader that stands still would keep the next one out. Which folder it is, is known to both
 * sides: the document {@code checkpoints/<topology>/folder} and the file {@code cluster} hold the same random text. So a
 * member that sees another folder than the others decides nothing over it, and neither do two clusters over one.
 *
 * <p>The first leader takes over what a single process has kept in the folder. First it keeps such processes out for good, by
 * the file {@code cluster.begun}, then it makes the documents, and then the file {@code cluster}. Each leader that finds this
 * undone goes on with it; when the file is there, a document that is missing was lost.
 */
final class DocumentLedger implements Ledger {

    private static final String FOLDER = "folder";

    private final DocumentPage pointer;
    private final DocumentPage numbers;

    private DocumentLedger(Coordination coordination, long epoch, String topology) {
        this.pointer = new DocumentPage(coordination, epoch, path(topology, StoreNames.POINTER));
        this.numbers = new DocumentPage(coordination, epoch, path(topology, StoreNames.NUMBERS));
    }

    /**
     * Opens the ledger of a topology, whose folder exists, as the leader of an epoch.
     *
     * @throws DamagedCheckpointException if documents are missing that were there
     * @throws NotLeaderException if a later epoch has begun
     * @throws IOException if this is not the folder of the cluster, a single process uses it, or documents or folder cannot be
     *     used now
     */
    static DocumentLedger open(Disk disk, String topology, Coordination coordination, long epoch)
            throws IOException, DamagedCheckpointException {
        DocumentLedger ledger = new DocumentLedger(coordination, epoch, topology);
        DocumentPage folder = new DocumentPage(coordination, epoch, path(topology, FOLDER));
        ClusterMark mark = new ClusterMark(disk, topology);
        List<String> names = disk.list(topology);
        disk.syncFolder(topology);
        if (names.contains(StoreNames.CLUSTER)) {
            requireSame(folder, mark);
        } else {
            if (!names.contains(StoreNames.CLUSTER_BEGUN)) {
                requireNone(folder, disk.locate(topology));
                takeFromSingleProcess(disk, topology, mark);
            }
            String identity = folder.establish(UUID.randomUUID().toString());
            ledger.numbers.establish(FilePage.numbers(disk, topology).settle());
            ledger.pointer.establish(FilePage.pointer(disk, topology).settle());
            mark.write(identity, epoch);
        }
        return ledger;
    }

    /** Path of the document of a topology. */
    static String path(String topology, String name) {
        return "checkpoints/" + topology + "/" + name;
    }

    private static void takeFromSingleProcess(Disk disk, String topology, ClusterMark mark)
            throws IOException, DamagedCheckpointException {
        try {
            keepOutSingleProcesses(disk, topology, mark);
        } catch (IOException e) {
            // A leader that was replaced, or is yet to come, may have done it since.
            if (!disk.list(topology).contains(StoreNames.CLUSTER_BEGUN)) {
                throw e;
            }
        }
    }

    /** While the lock is held no single process is at work, and both of its files are there. */
    private static void keepOutSingleProcesses(Disk disk, String topology, ClusterMark mark)
            throws IOException, DamagedCheckpointException {
        FileLedger taken = FileLedger.open(disk, topology);
        try {
            mark.begin();
        } finally {
            taken.close();
        }
    }

    private static void requireNone(DocumentPage folder, String location) throws IOException {
        if (folder.look() != null) {
            throw otherFolder(location, "none");
        }
    }

    private static void requireSame(DocumentPage folder, ClusterMark mark)
            throws IOException, DamagedCheckpointException {
        String identity = mark.read();
        String expected = folder.look();
        if (expected == null) {
            throw Damage.of(folder.location(), "is missing");
        }
        if (!identity.equals(expected)) {
            throw otherFolder(mark.location(), identity);
        }
    }

    private static IOException otherFolder(String location, String mark) {
        return new IOException("Folder of checkpoints is not the one of this cluster: folder=" + location + ", mark="
                + mark + "; mount the same file system on all members, and give each cluster a folder of its own");
    }

    @Override
    public Page pointer() {
        return pointer;
    }

    @Override
    public Page numbers() {
        return numbers;
    }

    /** There is nothing to give back: the next epoch ends it. */
    @Override
    public void close() {}
}
