package io.millrace.examples.authorization;

import io.millrace.examples.process.ChildProcess;
import io.millrace.examples.process.JavaProgram;
import io.millrace.examples.process.LibraryFolder;
import io.millrace.examples.process.Loopback;
import io.millrace.examples.process.ProgramFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The process of a server. */
final class ServerProcess {

    private static final LibraryFolder LIBRARY = new LibraryFolder(
            "the authorization server", "authorization-server.lib", "examples/authorization-server", "server-lib");

    private ServerProcess() {}

    /** Writes what the process needs into its folder. */
    static ChildProcess of(Path folder, int port, List<String> redirects) throws IOException {
        ProgramFiles files = new ProgramFiles(folder);
        files.copy(ServerMain.class);
        files.copy(ServerConfiguration.class);
        files.copy(Wrong.class);
        JavaProgram program = new JavaProgram(
                // As fast to start as can be: what the server does here is not worth a better compiler.
                List.of("-Xms32m", "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"),
                LIBRARY.locate().resolve("*").toString(),
                ServerMain.class.getName(),
                List.of(
                        "--server.address=" + Loopback.HOST,
                        "--server.port=" + port,
                        "--issuer=" + address(port),
                        "--console.redirects=" + String.join(",", redirects),
                        "--spring.main.banner-mode=off"));
        return new ChildProcess(folder, "server", program, Map.of());
    }

    /** Where a server is. */
    static String address(int port) {
        return "http://" + Loopback.HOST + ":" + port;
    }
}
