package io.millrace.examples.kafka;

import io.millrace.examples.process.ChildProcess;
import io.millrace.examples.process.JavaProgram;
import io.millrace.examples.process.LibraryFolder;
import io.millrace.examples.process.ProgramFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The process of one broker. */
final class BrokerProcess {

    private static final LibraryFolder LIBRARY =
            new LibraryFolder("Kafka", "kafka-broker.lib", "examples/kafka-broker", "kafka-lib");
    private static final String LOG_SETTINGS = "broker-log4j2.properties";

    private BrokerProcess() {}

    /** Writes what the process needs into its folder. */
    static ChildProcess of(Path folder, String clusterId, Properties server) throws IOException {
        ProgramFiles files = new ProgramFiles(folder);
        Path settings = files.write("server.properties", server);
        Path logSettings = files.copy(BrokerProcess.class, LOG_SETTINGS);
        files.copy(BrokerMain.class);
        JavaProgram program = new JavaProgram(
                // Small, and as fast to start as can be: what a broker does here is not worth a better compiler.
                List.of(
                        "-Xms64m",
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlog4j2.configurationFile=" + logSettings),
                LIBRARY.locate().resolve("*").toString(),
                BrokerMain.class.getName(),
                List.of(settings.toString(), clusterId));
        return new ChildProcess(folder, "broker", program, Map.of());
    }
}
