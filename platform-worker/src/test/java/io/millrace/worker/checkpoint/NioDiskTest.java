package io.millrace.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NioDiskTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatWasWritten() throws Exception {
        NioDisk disk = NioDisk.at(folder.resolve("new"));
        try (Disk.Output output = disk.create("a")) {
            output.write(new byte[] {0, 1, 2, 3}, 1, 3);
            output.sync();
        }
        disk.rename("a", "b");
        disk.syncFolder("");

        assertThat(disk.list("")).containsExactly("b");
        byte[] read = new byte[3];
        try (Disk.Input input = disk.open("b")) {
            assertThat(input.bytes()).isEqualTo(3);
            input.read(1, read, 0, 2);
            assertThatThrownBy(() -> input.read(1, read, 0, 3)).isInstanceOf(EOFException.class);
        }
        assertThat(read).containsExactly(2, 3, 0);
        disk.delete("b");
        disk.delete("b");
        assertThatThrownBy(() -> disk.open("b")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void shouldNotReplaceAFileThatExists() throws Exception {
        NioDisk disk = NioDisk.at(folder);
        disk.create("a").close();
        assertThatThrownBy(() -> disk.create("a")).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> disk.makeFolder("a")).isInstanceOf(FileAlreadyExistsException.class);
    }

    /** A folder that is to be mounted and is not must not be taken for an empty one. */
    @Test
    void shouldSayThatTheFolderIsMissing() {
        Path missing = folder.resolve("mount").resolve("checkpoints");
        assertThatThrownBy(() -> NioDisk.at(missing))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is missing")
                .hasMessageContaining("folder=" + missing + "; make the folder");
    }

    @Test
    void shouldSayThatTheFolderIsAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> NioDisk.at(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void shouldLockOnce() throws Exception {
        NioDisk disk = NioDisk.at(folder);
        Disk.Lock lock = disk.lock("lock");
        assertThatThrownBy(() -> disk.lock("lock"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use: file=" + folder.resolve("lock"));
        lock.close();
        disk.lock("lock").close();
    }

    @Test
    void shouldSayWhatToDoWhenTheDiskIsFullOrRefuses() {
        Path file = folder.resolve("a");
        assertThat(DiskFaults.explained(file, new IOException("No space left on device")))
                .hasMessageContaining("is full: file=" + file + ", freeBytes=");
        assertThat(DiskFaults.explained(file, new FileSystemException("a", null, "Read-only file system")))
                .hasMessageContaining("cannot be accessed: file=" + file);
        assertThat(DiskFaults.explained(file, new IOException("Input/output error")))
                .hasMessageContaining("failed: file=" + file);
    }
}
