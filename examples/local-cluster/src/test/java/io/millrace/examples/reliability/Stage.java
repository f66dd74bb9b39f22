package io.millrace.examples.reliability;

import io.millrace.examples.cluster.Application;
import io.millrace.examples.cluster.ClusterSettings;
import io.millrace.examples.cluster.LocalCluster;
import io.millrace.examples.cluster.LocalMember;
import io.millrace.examples.cluster.MemberSettings;
import io.millrace.examples.kafka.BrokerSettings;
import io.millrace.examples.kafka.KafkaBrokers;
import io.millrace.examples.reliability.network.PartedNetwork;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a scene is made of.
 *
 * @param scale of the run
 * @param folder for everything; empty
 * @param cast who is in the cluster
 * @param network for the workers; null where they are on the same network as everybody
 */
record Stage(Scale scale, Path folder, Cast cast, @Nullable PartedNetwork network) {

    /** Names of the workers that can be on a network of their own. */
    static final List<String> WORKERS = List.of("worker-1", "worker-2", "worker-3");

    /** Makes an empty folder that stays where it is looked for after a failure. */
    static Path newFolder() throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        return Files.createTempDirectory(target, "reliability-");
    }

    KafkaBrokers startBroker() throws Exception {
        return KafkaBrokers.start(BrokerSettings.of(1)
                .withFolder(folder.resolve("kafka"))
                .with("log.retention.check.interval.ms", "30000"));
    }

    LocalCluster startCluster(String kafka) throws Exception {
        LocalCluster cluster =
                LocalCluster.start(ClusterSettings.of(Application.of(KafkaCountingApplication.class), cast.size())
                        .withMembers(members(kafka))
                        .withLaunchers(network == null ? Map.of() : network.launchers())
                        .withFolder(folder.resolve("cluster")));
        if (network != null) {
            connect(network, cluster, kafka);
        }
        return cluster;
    }

    private MemberSettings members(String kafka) {
        return MemberSettings.DEFAULTS
                .withJavaOption("-XX:TieredStopAtLevel=1")
                .with("spring.application.name", "kafka-counting")
                .with("spring.kafka.bootstrap-servers", kafka)
                .with("logging.level.org.apache.kafka", "warn")
                .with("millrace.checkpoint.interval", scale.checkpointInterval().toMillis() + "ms")
                .with(Cast.version("1"))
                .with("millrace.worker.parallelism", Integer.toString(Cast.SLICES))
                .with("millrace.worker.threads", "1")
                .with("millrace.worker.slots", Integer.toString(cast.slots()));
    }

    /** The members wait for it: they have to find ZooKeeper first. */
    private static void connect(PartedNetwork network, LocalCluster cluster, String kafka) throws Exception {
        Map<String, Integer> inside = new LinkedHashMap<>();
        List<Integer> outside = new ArrayList<>();
        for (LocalMember member : cluster.members()) {
            if (WORKERS.contains(member.name())) {
                inside.put(member.name(), member.clusterPort());
            } else {
                outside.add(member.clusterPort());
            }
        }
        IntStream.range(0, cluster.ensemble().count())
                .map(server -> cluster.ensemble().clientPort(server))
                .forEach(outside::add);
        outside.add(URI.create("kafka://" + kafka).getPort());
        network.connect(inside, outside);
    }
}
