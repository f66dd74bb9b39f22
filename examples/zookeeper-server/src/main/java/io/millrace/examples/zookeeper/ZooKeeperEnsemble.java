package io.millrace.examples.zookeeper;

import io.millrace.examples.process.ChildProcess;
import io.millrace.examples.process.Loopback;
import io.millrace.examples.process.OwnFolder;
import io.millrace.examples.process.ServerKind;
import io.millrace.examples.process.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Real ZooKeeper servers that agree, each a process of its own that can be killed, paused and started again; or a single one.
 * They are numbered from 0.
 *
 * <p><b>Lifecycle.</b> {@link #start}, at last {@link #close}. The servers end with this process, whatever ends it.
 *
 * <p><b>Thread.</b> May be used by any thread; calls wait for one another.
 */
public final class ZooKeeperEnsemble implements AutoCloseable {

    private final List<ServerPorts> ports;
    private final Servers servers;

    private ZooKeeperEnsemble(EnsembleSettings settings, OwnFolder folder) throws IOException {
        this.ports = ServerPorts.choose(settings.servers());
        List<ChildProcess> processes = new ArrayList<>();
        for (int i = 0; i < settings.servers(); i++) {
            Path own = folder.path().resolve("server-" + i);
            processes.add(ServerProcess.of(
                    i, own, ServerProperties.of(i, own.resolve("data"), ports, settings.properties())));
        }
        ServerKind kind = new ServerKind(
                "ZooKeeper server",
                "server",
                ports.stream().map(ServerPorts::client).toList(),
                (server, started) -> ServerStatus.mode(ports.get(server).client()) != null);
        this.servers = new Servers(kind, folder, processes);
    }

    /**
     * Starts servers; all of them serve when it returns.
     *
     * @throws IOException if one of them does not come up; the message names its log, which then stays
     */
    public static ZooKeeperEnsemble start(EnsembleSettings settings) throws IOException, InterruptedException {
        OwnFolder folder = OwnFolder.of("ZooKeeper", settings.folder());
        return Servers.start(folder, () -> new ZooKeeperEnsemble(settings, folder), ensemble -> ensemble.servers);
    }

    /** Where clients find the servers, as in "127.0.0.1:15001,127.0.0.1:15002". */
    public String connectString() {
        return ports.stream().map(each -> Loopback.HOST + ":" + each.client()).collect(Collectors.joining(","));
    }

    /** How many servers there are, dead or alive. */
    public int count() {
        return servers.count();
    }

    /** Port of a server for clients. */
    public int clientPort(int server) {
        return ports.get(server).client();
    }

    /** The server that leads the others; none while there is no quorum, nor where there is a single one. */
    public OptionalInt leader() {
        return IntStream.range(0, count())
                .filter(server -> "leader".equals(ServerStatus.mode(clientPort(server))))
                .findFirst();
    }

    /** Log of a server, of all its lives; in the folder of the servers. */
    public Path log(int server) {
        return servers.log(server);
    }

    /** Id of the process of a server. */
    public long pid(int server) {
        return servers.pid(server);
    }

    /** Whether the process of a server runs, be it paused. */
    public boolean isAlive(int server) {
        return servers.isAlive(server);
    }

    /** Kills a server with SIGKILL: nobody is told. */
    public void kill(int server) throws InterruptedException {
        servers.kill(server);
    }

    /** Stops a server in order. */
    public void stop(int server) throws IOException, InterruptedException {
        servers.stop(server);
    }

    /** Pauses a server with SIGSTOP: its connections stay, and nobody answers. */
    public void pause(int server) throws IOException, InterruptedException {
        servers.pause(server);
    }

    /** Lets a server go on that was paused. */
    public void resume(int server) throws IOException, InterruptedException {
        servers.resume(server);
    }

    /**
     * Starts servers that have ended, where they were and with what they had; they serve when this returns. With those that
     * still run they have to be a quorum, so where most are dead, name several at once.
     */
    public void restart(int... dead) throws IOException, InterruptedException {
        servers.restart(Arrays.stream(dead).boxed().toList());
    }

    /** Stops all servers in order, or kills them when they take too long; a temporary folder goes with them. */
    @Override
    public void close() {
        servers.close();
    }
}
