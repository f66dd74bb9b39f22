package io.millrace.worker;

import io.millrace.worker.checkpoint.Disk;
import io.millrace.worker.checkpoint.NioDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the checkpoints makes no file for a while. {@link FullDiskIT} does it to a real one. */
@Timeout(60)
class FullDiskTest {

    @TempDir
    private Path folder;

    @Test
    void shouldGoOnWhileTheDiskIsFull() throws Exception {
        FillingDisk disk = new FillingDisk(NioDisk.at(folder));
        new OutageRun().check(disk, disk);
    }

    private static final class FillingDisk implements Disk, Outage {

        private final Disk disk;
        private volatile boolean isFull;

        FillingDisk(Disk disk) {
            this.disk = disk;
        }

        @Override
        public void begin() {
            isFull = true;
        }

        @Override
        public void end() {
            isFull = false;
        }

        @Override
        public Output create(String file) throws IOException {
            if (isFull) {
                throw new IOException("No space left on device");
            }
            return disk.create(file);
        }

        @Override
        public void makeFolder(String path) throws IOException {
            disk.makeFolder(path);
        }

        @Override
        public List<String> list(String path) throws IOException {
            return disk.list(path);
        }

        @Override
        public Input open(String file) throws IOException {
            return disk.open(file);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            disk.rename(from, to);
        }

        @Override
        public void delete(String path) throws IOException {
            disk.delete(path);
        }

        @Override
        public void syncFolder(String path) throws IOException {
            disk.syncFolder(path);
        }

        @Override
        public Lock lock(String file) throws IOException {
            return disk.lock(file);
        }

        @Override
        public String locate(String path) {
            return disk.locate(path);
        }
    }
}
