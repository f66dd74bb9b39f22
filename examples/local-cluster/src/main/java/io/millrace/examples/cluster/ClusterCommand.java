package io.millrace.examples.cluster;

import io.millrace.examples.wordcount.PositiveNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a command line asks for. Arguments like {@code --millrace.worker.threads=1} go to the members. */
@Command(
        name = "./millrace cluster",
        description = {
            "Starts a cluster on this machine: ZooKeeper, and members that all run the same",
            "Boot application, by default the word count. Ctrl-C stops it in order.",
            ""
        },
        synopsisHeading = "Usage: ",
        sortOptions = false,
        footer = {
            "",
            "Properties of Spring Boot and Millrace can be given as well, for example",
            "--millrace.worker.threads=1; they are those of every member."
        })
final class ClusterCommand {

    /** System property that names the jar where the command line does not. */
    static final String JAR_PROPERTY = "local-cluster.jar";

    private static final String GUARANTEE = "millrace.topologies.word-count.guarantee";

    @Option(
            names = "--workers",
            paramLabel = "N",
            converter = CountOption.class,
            description = "Members that run tasks; 3 without it.")
    private int workers = 3;

    @Option(
            names = "--masters",
            paramLabel = "N",
            converter = CountOption.class,
            description = "Members that lead and run no tasks; 2 without it. With 0 the workers lead as well.")
    private int masters = 2;

    @Option(
            names = "--zookeeper",
            paramLabel = "N",
            converter = CountOption.class,
            description = "Servers of ZooKeeper, best 1, 3 or 5; 3 without it.")
    private int zookeeperServers = 3;

    @Option(names = "--jar", paramLabel = "FILE", description = "Run this Boot application.")
    private @Nullable Path jar;

    @Option(
            names = "--slots",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Tasks of each step that a worker takes; as the application says without it.")
    private @Nullable Integer slots;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            converter = HeapOption.class,
            description = "Heap of each member; 384m without it.")
    private @Nullable String heap;

    @Option(
            names = "--java-option",
            paramLabel = "OPTION",
            description = "Option of the JVM of each member, as in --java-option=-XX:+UseParallelGC; can be repeated.")
    private List<String> javaOptions = new ArrayList<>();

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Keep logs, checkpoints and all else here; without it in a temporary folder, which is deleted"
                    + " at the end.")
    private @Nullable Path folder;

    @Option(names = "--restart", description = "Start a member again that has died.")
    private boolean isRestarting;

    @Option(
            names = "--quiet",
            description = "Leave what the members say in their logs, but for the links to their consoles.")
    private boolean isQuiet;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "End after this time, as in 30s, 5m or 2h; at Ctrl-C without it.")
    private @Nullable Duration duration;

    boolean isRestarting() {
        return isRestarting;
    }

    boolean isQuiet() {
        return isQuiet;
    }

    @Nullable
    Duration duration() {
        return duration;
    }

    /**
     * The cluster that is asked for.
     *
     * @param properties those of every member, as in "--millrace.worker.threads=1"
     * @throws IllegalArgumentException if it makes no sense
     * @throws IOException if there is no application
     */
    ClusterSettings settings(List<String> properties) throws IOException {
        ClusterSettings.Size size = new ClusterSettings.Size(workers, masters, zookeeperServers);
        MemberSettings members = new MemberSettings(MemberSettings.DEFAULTS.javaOptions(), byName(properties));
        if (heap != null) {
            members = members.withJavaOption("-Xmx" + heap);
        }
        for (String option : javaOptions) {
            members = members.withJavaOption(option);
        }
        if (jar == null && !members.properties().containsKey(GUARANTEE)) {
            // The word count keeps nothing by itself; a cluster has something to go on from.
            members = members.with(GUARANTEE, "at-least-once");
        }
        if (slots != null) {
            members = members.with("millrace.worker.slots", slots.toString());
        }
        return new ClusterSettings(Application.ofJar(jar()), size, members, folder, Map.of());
    }

    private Path jar() throws IOException {
        String named = System.getProperty(JAR_PROPERTY);
        if (jar == null && named == null) {
            throw new IOException("Application is not named: jar=none; give --jar FILE");
        }
        return jar != null ? jar : Path.of(named);
    }

    private static Map<String, String> byName(List<String> properties) {
        Map<String, String> byName = new HashMap<>();
        for (String property : properties) {
            int end = property.indexOf('=');
            if (end < 0) {
                throw new IllegalArgumentException(
                        "Property has no value: property=" + property + "; give " + property + "=VALUE");
            }
            byName.put(property.substring("--".length(), end), property.substring(end + 1));
        }
        return byName;
    }
}
