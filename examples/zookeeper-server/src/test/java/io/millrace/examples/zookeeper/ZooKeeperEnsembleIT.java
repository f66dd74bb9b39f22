package io.millrace.examples.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, asked by a real client. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ZooKeeperEnsembleIT {

    @TempDir
    private Path temporary;

    @Test
    void shouldServeWhileOneOfThreeIsDeadOrPaused() throws Exception {
        List<ProcessHandle> processes = new ArrayList<>();
        try (ZooKeeperEnsemble ensemble =
                        ZooKeeperEnsemble.start(EnsembleSettings.of(3).withFolder(temporary.resolve("zk")));
                ZooKeeperClient client = new ZooKeeperClient(ensemble.connectString())) {
            client.create("/before", "three");
            int killed = ensemble.leader().orElseThrow();
            ensemble.kill(killed);
            assertThat(ensemble.isAlive(killed)).isFalse();
            client.create("/meanwhile", "two");

            ensemble.restart(killed);
            assertThat(ensemble.leader().orElseThrow()).isNotEqualTo(killed);
            try (ZooKeeperClient back = new ZooKeeperClient("127.0.0.1:" + ensemble.clientPort(killed))) {
                assertThat(back.read("/before")).isEqualTo("three");
                assertThat(back.read("/meanwhile")).isEqualTo("two");
            }

            ensemble.pause(killed);
            client.create("/paused", "two");
            ensemble.resume(killed);
            assertThatThrownBy(() -> ensemble.restart(killed))
                    .hasMessage("ZooKeeper server runs: server=" + killed + "; kill it first");
            ensemble.pause(killed);
            for (int i = 0; i < ensemble.count(); i++) {
                processes.add(ProcessHandle.of(ensemble.pid(i)).orElseThrow());
            }
        }
        assertThat(processes).hasSize(3).noneMatch(ProcessHandle::isAlive);
        assertThat(temporary.resolve("zk/server-0/zookeeper.log")).isNotEmptyFile();
    }

    @Test
    void shouldKeepWhatASingleServerHasConfirmed() throws Exception {
        Path log;
        try (ZooKeeperEnsemble ensemble = ZooKeeperEnsemble.start(EnsembleSettings.of(1));
                ZooKeeperClient client = new ZooKeeperClient(ensemble.connectString())) {
            log = ensemble.log(0);
            client.create("/whales", "sperm");
            ensemble.kill(0);
            ensemble.restart(0);
            assertThat(client.read("/whales")).isEqualTo("sperm");
            ensemble.stop(0);
            assertThat(ensemble.isAlive(0)).isFalse();
            assertThat(ensemble.leader()).isEmpty();
            assertThat(Files.readString(log))
                    .contains("enabled four letter word commands is : [[srvr]]")
                    .doesNotContain("AdminServer");
        }
        assertThat(log.getParent().getParent()).doesNotExist();
    }

    @Test
    void shouldTellWhyAServerDoesNotStart() throws IOException {
        EnsembleSettings settings = EnsembleSettings.of(1).withFolder(temporary).with("tickTime", "none");
        assertThatThrownBy(() -> ZooKeeperEnsemble.start(settings))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ZooKeeper server has ended before it was ready: server=0, port=")
                .hasMessageContaining("log=" + temporary.resolve("server-0/zookeeper.log"))
                .hasMessageContaining("For input string: \"none\"");
        assertThatThrownBy(() -> ZooKeeperEnsemble.start(settings))
                .hasMessage("Folder for ZooKeeper is not empty: folder=" + temporary + "; give an empty one");
    }
}
