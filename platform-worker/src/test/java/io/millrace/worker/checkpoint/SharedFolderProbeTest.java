package io.millrace.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedFolderProbeTest {

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final SharedFolderProbe leader = new SharedFolderProbe(disk, "orders");

    @Test
    void shouldBeSeenByAMemberThatSeesTheSameFolder(@TempDir Path folder) throws Exception {
        String expected = new SharedFolderProbe(NioDisk.at(folder), "orders").write(7);
        SharedFolderProbe member = new SharedFolderProbe(NioDisk.at(folder), "orders");

        assertThatCode(() -> member.verify(expected, "b:2")).doesNotThrowAnyException();
    }

    @Test
    void shouldSayWhoSeesNothing(@TempDir Path other) throws Exception {
        String expected = leader.write(7);
        SharedFolderProbe elsewhere = new SharedFolderProbe(NioDisk.at(other), "orders");

        assertThatThrownBy(() -> elsewhere.verify(expected, "b:2"))
                .isInstanceOf(FolderNotSharedException.class)
                .hasMessage("Checkpoint folder is not shared: folder=" + other.resolve("orders")
                        + ", member=b:2, probe=absent; mount the same file system on all members");
    }

    @Test
    void shouldSayWhoSeesTheFileOfAnother() throws Exception {
        SimulatedDisk other = new SimulatedDisk(2);
        new SharedFolderProbe(other, "orders").write(7);
        String expected = leader.write(7);

        assertThatThrownBy(() -> new SharedFolderProbe(other, "orders").verify(expected, "b:2"))
                .isInstanceOf(FolderNotSharedException.class)
                .hasMessageContaining("probe=different");
        other.setContent("orders/probe-7", new byte[0]);
        assertThatThrownBy(() -> new SharedFolderProbe(other, "orders").verify(expected, "b:2"))
                .isInstanceOf(FolderNotSharedException.class)
                .hasMessageContaining("probe=absent");
    }

    @Test
    void shouldLeaveOnlyTheFilesOfLaterLeaders() throws Exception {
        leader.write(3);
        String later = leader.write(9);
        leader.write(7);
        leader.write(7);

        assertThat(disk.list("orders")).containsExactly("probe-7", "probe-9");
        leader.verify(later, "a:1");
    }

    @Test
    void shouldBeNoTraceOfCheckpoints() throws Exception {
        leader.write(3);

        assertThatCode(() -> FileCheckpointStore.open(disk, "orders").close()).doesNotThrowAnyException();
        assertThat(disk.list("orders")).contains("probe-3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "7:",
                "../x:00",
                "0:00112233445566778899aabbccddeeff",
                "7:00112233445566778899aabbccddeef/"
            })
    void shouldRefuseTextsThatItHasNotMade(String text) {
        assertThatThrownBy(() -> leader.verify(text, "b:2")).isInstanceOf(IllegalArgumentException.class);
    }
}
