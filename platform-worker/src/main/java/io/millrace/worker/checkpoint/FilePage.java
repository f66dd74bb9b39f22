package io.millrace.worker.checkpoint;

import java.io.IOException;

/**
 * A page of a ledger that is a file in the folder of the topology.
 *
 * <p><b>Thread.</b> As the port says. Keeps nothing.
 */
final class FilePage implements Ledger.Page {

    private final Disk disk;
    private final String topology;
    private final TextFile file;

    private FilePage(Disk disk, String topology, String name, FileHeader.Kind kind) {
        this.disk = disk;
        this.topology = topology;
        this.file = new TextFile(disk, topology + "/" + name, new FileHeader(kind, 0));
    }

    static FilePage pointer(Disk disk, String topology) {
        return new FilePage(disk, topology, StoreNames.POINTER, FileHeader.Kind.POINTER);
    }

    static FilePage numbers(Disk disk, String topology) {
        return new FilePage(disk, topology, StoreNames.NUMBERS, FileHeader.Kind.NUMBERS);
    }

    @Override
    public String location() {
        return file.location();
    }

    /** A crash would leave the file that is read, for which name it has is kept for good before. */
    @Override
    public String settle() throws IOException, DamagedCheckpointException {
        disk.syncFolder(topology);
        return file.read();
    }

    /** What fails before the rename leaves the file as it is. */
    @Override
    public void replace(String text) throws IOException, DamagedCheckpointException {
        file.prepare(text);
        file.replace();
    }
}
