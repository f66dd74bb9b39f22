package io.millrace.examples.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerPropertiesTest {

    private static final Path FOLDER = Path.of("/data");

    @Test
    void shouldListenOnTheLoopbackAddressOnly() {
        List<ServerPorts> ports = List.of(new ServerPorts(1, 2, 3), new ServerPorts(4, 5, 6));
        assertThat(ServerProperties.of(1, FOLDER, ports, Map.of()))
                .containsEntry("clientPortAddress", "127.0.0.1")
                .containsEntry("clientPort", "4")
                .containsEntry("server.1", "127.0.0.1:2:3")
                .containsEntry("server.2", "127.0.0.1:5:6")
                .containsEntry("admin.enableServer", "false")
                .containsEntry("4lw.commands.whitelist", "srvr");
    }

    @Test
    void shouldLetASingleServerStandAlone() {
        assertThat(ServerProperties.of(0, FOLDER, List.of(new ServerPorts(1, 2, 3)), Map.of()))
                .doesNotContainKey("server.1")
                .containsEntry("dataDir", "/data");
    }

    @Test
    void shouldLetTheUserHaveTheLastWord() {
        assertThat(ServerProperties.of(0, FOLDER, List.of(new ServerPorts(1, 2, 3)), Map.of("tickTime", "2000")))
                .containsEntry("tickTime", "2000");
    }

    @Test
    void shouldReadTheModeOfAServerThatServes() {
        assertThat(ServerStatus.parse("Zookeeper version: 3.9.5\nMode: follower\nNode count: 5\n"))
                .isEqualTo("follower");
        assertThat(ServerStatus.parse("This ZooKeeper instance is not currently serving requests\n"))
                .isNull();
    }
}
