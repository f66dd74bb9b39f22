package io.millrace.examples.zookeeper;

import io.millrace.examples.process.ChildProcess;
import io.millrace.examples.process.JavaProgram;
import io.millrace.examples.process.LibraryFolder;
import io.millrace.examples.process.ProgramFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The process of one server. */
final class ServerProcess {

    private static final LibraryFolder LIBRARY =
            new LibraryFolder("ZooKeeper", "zookeeper-server.lib", "examples/zookeeper-server", "zk-lib");
    private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
    private static final String LOG_SETTINGS = "zookeeper-logback.xml";

    private ServerProcess() {}

    /** Writes what the process needs into its folder. */
    static ChildProcess of(int server, Path folder, Properties properties) throws IOException {
        ProgramFiles files = new ProgramFiles(folder);
        Path settings = files.write("zoo.cfg", properties);
        Path logSettings = files.copy(ServerProcess.class, LOG_SETTINGS);
        Path data = Files.createDirectories(Path.of(properties.getProperty("dataDir")));
        Files.writeString(data.resolve("myid"), Integer.toString(server + 1));
        JavaProgram program = new JavaProgram(
                List.of(
                        "-Xms16m",
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + logSettings),
                LIBRARY.locate().resolve("*").toString(),
                MAIN,
                List.of(settings.toString()));
        return new ChildProcess(folder, "zookeeper", program, Map.of());
    }
}
