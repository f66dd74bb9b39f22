package io.millrace.examples.cluster;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * Says to programs that are started in the same folder where the consoles of a cluster are, and in which folder each keeps
 * the token that logs in there: {@code ./millrace status} finds them by it. It holds no secret.
 *
 * @param path where it is
 */
record ClusterFile(Path path) {

    private static final String PID = "pid";

    /** That of a folder. */
    static ClusterFile in(Path folder) {
        return new ClusterFile(folder.resolve(".millrace").resolve("local-cluster.properties"));
    }

    /** Writes it, in place of what another cluster has written that was started here. */
    void write(List<LocalMember> members) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(PID, Long.toString(ProcessHandle.current().pid()));
        for (int i = 0; i < members.size(); i++) {
            LocalMember member = members.get(i);
            properties.setProperty("member." + i + ".url", member.console().toString());
            properties.setProperty(
                    "member." + i + ".data-dir",
                    member.dataFolder().toAbsolutePath().toString());
        }
        StringWriter text = new StringWriter();
        properties.store(text, "Where a cluster runs; deleted when it ends");
        Files.createDirectories(path.getParent());
        Files.writeString(path, text.toString(), StandardCharsets.UTF_8);
    }

    /** Deletes it, unless another cluster has written it since. */
    void delete() throws IOException {
        if (Files.exists(path)) {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(path, StandardCharsets.UTF_8)));
            if (Long.toString(ProcessHandle.current().pid()).equals(properties.getProperty(PID))) {
                Files.delete(path);
            }
        }
    }
}
