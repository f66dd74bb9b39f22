package io.millrace.examples.authorization;

import io.millrace.examples.process.FreePorts;
import io.millrace.examples.process.Loopback;
import io.millrace.examples.process.OwnFolder;
import io.millrace.examples.process.ServerKind;
import io.millrace.examples.process.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A real authorization server, of OAuth2 and OpenID Connect, in a process of its own that can be killed and started again,
 * with other keys each time.
 *
 * <p>It knows the programs {@code viewer}, {@code operator}, {@code admin} and {@code stranger}, some with wrong tokens, {@code
 * wrong-audience}, {@code wrong-issuer}, {@code expired} and {@code no-role-claim}, and the client {@code console} for people to
 * sign in. The secret of each is its name and {@code -secret}. People are {@code viewer}, {@code operator}, {@code admin} and
 * {@code stranger}, with the password {@code secret}. Roles are in {@code realm_access.roles}, as
 * {@code millrace-viewers}, {@code millrace-operators} and {@code millrace-admins}, and tokens of programs are made for the
 * audience {@code millrace-console}.
 *
 * <p><b>Lifecycle.</b> {@link #start}, at last {@link #close}. The server ends with this process, whatever ends it.
 *
 * <p><b>Thread.</b> May be used by any thread; calls wait for one another.
 */
public final class AuthorizationServer implements AutoCloseable {

    private final int port;
    private final Servers servers;

    private AuthorizationServer(OwnFolder folder, int port, List<String> redirects) throws IOException {
        this.port = port;
        ServerKind kind = new ServerKind(
                "Authorization server", "server", List.of(port), (server, started) -> Loopback.isListening(this.port));
        this.servers =
                new Servers(kind, folder, List.of(ServerProcess.of(folder.path().resolve("server"), port, redirects)));
    }

    /**
     * Starts a server on a free port; it answers when this returns.
     *
     * @param redirects addresses that people may be sent back to, as "http://127.0.0.1:8090/login/oauth2/code"
     * @throws IOException if it does not come up; the message names its log, which then stays
     */
    public static AuthorizationServer start(List<String> redirects) throws IOException, InterruptedException {
        OwnFolder folder = OwnFolder.of("the authorization server", null);
        return Servers.start(
                folder,
                () -> new AuthorizationServer(folder, FreePorts.choose(1).get(0), redirects),
                server -> server.servers);
    }

    /**
     * Starts a server on a port.
     *
     * @throws IOException if it does not come up; the message names its log, which then stays
     */
    static AuthorizationServer start(int port, List<String> redirects) throws IOException, InterruptedException {
        OwnFolder folder = OwnFolder.of("the authorization server", null);
        return Servers.start(folder, () -> new AuthorizationServer(folder, port, redirects), server -> server.servers);
    }

    /** Its address, which it has as an issuer, too. */
    public String issuer() {
        return ServerProcess.address(port);
    }

    /** Log of the server, of all its lives. */
    public Path log() {
        return servers.log(0);
    }

    /** Kills the server with SIGKILL. */
    public void kill() throws InterruptedException {
        servers.kill(0);
    }

    /** Starts the server again, where it was, with new keys; it answers when this returns. */
    public void restart() throws IOException, InterruptedException {
        servers.restart(List.of(0));
    }

    @Override
    public void close() {
        servers.close();
    }
}
