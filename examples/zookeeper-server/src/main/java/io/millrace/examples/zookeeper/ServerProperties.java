package io.millrace.examples.zookeeper;

import io.millrace.examples.process.Loopback;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The {@code zoo.cfg} of a server that is small, listens on the loopback address only, and lets sessions be short. */
final class ServerProperties {

    private static final int TICK_MILLIS = 500;
    private static final int MAX_SESSION_MILLIS = 60_000;

    private ServerProperties() {}

    /**
     * Those of one server.
     *
     * @param server from 0 on; to ZooKeeper it is the one after
     * @param folder where it keeps its data
     * @param ports of each server
     * @param properties that win
     */
    static Properties of(int server, Path folder, List<ServerPorts> ports, Map<String, String> properties) {
        Properties all = new Properties();
        all.setProperty("dataDir", folder.toString());
        all.setProperty("clientPortAddress", Loopback.HOST);
        all.setProperty("clientPort", Integer.toString(ports.get(server).client()));
        keepTime(all);
        all.setProperty("admin.enableServer", "false");
        // The one word that is asked here: whether it serves, and as what.
        all.setProperty("4lw.commands.whitelist", ServerStatus.COMMAND);
        // A process that is killed loses nothing that the system has taken from it.
        all.setProperty("forceSync", "no");
        if (ports.size() > 1) {
            for (int i = 0; i < ports.size(); i++) {
                all.setProperty("server." + (i + 1), address(ports.get(i)));
            }
        }
        all.putAll(properties);
        return all;
    }

    /** In ticks: the shortest session is two of them. */
    private static void keepTime(Properties all) {
        all.setProperty("tickTime", Integer.toString(TICK_MILLIS));
        all.setProperty("initLimit", "20");
        all.setProperty("syncLimit", "10");
        all.setProperty("maxSessionTimeout", Integer.toString(MAX_SESSION_MILLIS));
    }

    private static String address(ServerPorts ports) {
        return Loopback.HOST + ":" + ports.quorum() + ":" + ports.election();
    }
}
