package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.List;

/**
 * A ledger in the folder of the topology itself, in the files {@code pointer} and {@code numbers}. The file {@code lock} keeps
 * other processes out.
 */
final class FileLedger implements Ledger {

    private final Disk.Lock lock;
    private final FilePage pointer;
    private final FilePage numbers;

    private FileLedger(Disk disk, String topology, Disk.Lock lock) {
        this.lock = lock;
        this.pointer = FilePage.pointer(disk, topology);
        this.numbers = FilePage.numbers(disk, topology);
    }

    /**
     * Takes the folder of a topology, which exists, and begins the ledger if nothing was ever kept there.
     *
     * @throws DamagedCheckpointException if one of the two is missing that was there
     * @throws IOException if the folder cannot be used, or somebody else uses it, or it belongs to a cluster
     */
    static FileLedger open(Disk disk, String topology) throws IOException, DamagedCheckpointException {
        Disk.Lock lock = disk.lock(topology + "/" + StoreNames.LOCK);
        boolean isOpen = false;
        try {
            FileLedger ledger = new FileLedger(disk, topology, lock);
            List<String> names = disk.list(topology);
            requireNoCluster(disk, topology, names);
            disk.syncFolder(topology);
            ledger.recover(topology, names);
            isOpen = true;
            return ledger;
        } finally {
            if (!isOpen) {
                lock.close();
            }
        }
    }

    /** Behind the lock: a cluster that takes the folder over says so while it has it. */
    private static void requireNoCluster(Disk disk, String topology, List<String> names) throws IOException {
        if (names.contains(StoreNames.CLUSTER) || names.contains(StoreNames.CLUSTER_BEGUN)) {
            throw new IOException(
                    "Folder of checkpoints belongs to a cluster, which keeps elsewhere what is decided: folder="
                            + disk.locate(topology)
                            + "; start with millrace.zookeeper.connect-string, or name another folder");
        }
    }

    /**
     * Numbers are the first file of a folder and the pointer is the second; both are there before any number is given. So
     * what is missing later was lost.
     */
    private void recover(String topology, List<String> names) throws IOException, DamagedCheckpointException {
        boolean hasPointer = names.contains(StoreNames.POINTER);
        if (!hasPointer && names.stream().allMatch(FileLedger::isNoTrace)) {
            numbers.replace(Numbers.UNTOUCHED);
        } else if (!names.contains(StoreNames.NUMBERS)) {
            throw Damage.of(numbers.location(), "is missing");
        }
        if (!hasPointer) {
            if (!numbers.settle().equals(Numbers.UNTOUCHED)) {
                throw Damage.of(pointer.location(), "is missing");
            }
            pointer.replace(Pointer.empty(topology).text());
        }
    }

    private static boolean isNoTrace(String name) {
        return !name.equals(StoreNames.NUMBERS)
                && !name.equals(StoreNames.SHARED)
                && StoreNames.checkpointId(name).isEmpty();
    }

    @Override
    public Page pointer() {
        return pointer;
    }

    @Override
    public Page numbers() {
        return numbers;
    }

    @Override
    public void close() {
        lock.close();
    }
}
