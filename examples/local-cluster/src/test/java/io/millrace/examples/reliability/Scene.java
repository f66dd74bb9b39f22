package io.millrace.examples.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.cluster.Application;
import io.millrace.examples.cluster.ClusterSettings;
import io.millrace.examples.cluster.LocalCluster;
import io.millrace.examples.cluster.LocalMember;
import io.millrace.examples.cluster.MemberSettings;
import io.millrace.examples.kafka.BrokerSettings;
import io.millrace.examples.kafka.KafkaBrokers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A cluster that counts while it is broken: two masters, three workers of which one could run everything, three ZooKeeper
 * servers; and around it, unbroken, a Kafka broker, the load, and those who read what comes out.
 *
 * <p><b>Lifecycle.</b> {@link #start}, {@link #finish} if all went well, at last {@link #close}.
 */
final class Scene implements AutoCloseable {

    private static final int SLICES = 4;
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

    private final Scale scale;
    private final Path folder;
    private final KafkaBrokers brokers;
    private final Load load;
    private final Output output;
    private final LocalCluster cluster;
    private final Who who;

    private Scene(Scale scale, Path folder) throws Exception {
        this.scale = scale;
        this.folder = folder;
        this.brokers = KafkaBrokers.start(BrokerSettings.of(1)
                .withFolder(folder.resolve("kafka"))
                .with("log.retention.check.interval.ms", "30000"));
        Topics.create(brokers.bootstrapServers());
        this.cluster = startCluster();
        this.who = new Who(cluster);
        this.output = new Output(brokers.bootstrapServers());
        this.load = Load.start(brokers.bootstrapServers(), scale.numbersPerSecond());
    }

    /** Starts everything in an empty folder; it counts when this returns. */
    static Scene start(Scale scale, Path folder) throws Exception {
        Scene scene = new Scene(scale, folder);
        try {
            scene.awaitWhole();
            return scene;
        } catch (Exception | AssertionError e) {
            scene.close();
            throw e;
        }
    }

    LocalCluster cluster() {
        return cluster;
    }

    Who who() {
        return who;
    }

    /** Where everything is, logs among them. */
    Path folder() {
        return folder;
    }

    /** Lets something happen, and says for how long nothing came out. Returns when all is as before. */
    RoundTimes measure(Fault fault) throws Exception {
        spreadTasks();
        output.restartGaps();
        output.awaitCounted(load.written() + scale.undisturbedNumbers());
        Duration undisturbed = output.committedGap();
        output.restartGaps();
        Instant start = Instant.now();
        fault.strike(this);
        awaitWhole();
        return new RoundTimes(
                undisturbed,
                output.committedGap(),
                output.writtenGap(),
                who.electedAfter(start)
                        .map(elected -> Duration.between(start, elected))
                        .orElse(null));
    }

    /** Waits until all numbers are counted that there are now. */
    void awaitProgress() throws InterruptedException {
        output.awaitCounted(load.written());
    }

    /** Stops a member in order, which must not have to be killed. */
    void stop(LocalMember member) throws Exception {
        assertThat(member.terminate(STOP_PATIENCE))
                .as("%s ends by itself, see %s", member.name(), member.log())
                .isTrue();
    }

    /** Ends the load, waits until all is counted, stops the cluster, and compares. */
    void finish() throws Exception {
        long numbers = load.stop();
        output.awaitCounted(numbers);
        cluster.stop();
        output.requireExactly(numbers);
    }

    @Override
    public void close() throws Exception {
        try (brokers;
                output;
                load) {
            cluster.stop();
        }
    }

    private LocalCluster startCluster() throws Exception {
        MemberSettings members = MemberSettings.DEFAULTS
                .withJavaOption("-XX:TieredStopAtLevel=1")
                .with("spring.application.name", "kafka-counting")
                .with("spring.kafka.bootstrap-servers", brokers.bootstrapServers())
                .with("logging.level.org.apache.kafka", "warn")
                .with("millrace.checkpoint.interval", scale.checkpointInterval().toMillis() + "ms")
                .with("millrace.worker.parallelism", Integer.toString(SLICES))
                .with("millrace.worker.threads", "1")
                .with("millrace.worker.slots", Integer.toString(SLICES));
        return LocalCluster.start(ClusterSettings.of(
                        Application.of(KafkaCountingApplication.class), new ClusterSettings.Size(3, 2, 3))
                .withMembers(members)
                .withFolder(folder.resolve("cluster")));
    }

    /** Waits until every member is there, somebody leads, and all is counted that there is now. */
    private void awaitWhole() throws Exception {
        for (LocalMember member : cluster.members()) {
            Who.awaitJoined(member);
            assertThat(member.hasDied()).as("%s has died, see %s", member.name(), member.log()).isFalse();
        }
        LocalMember unused = who.leader();
        awaitProgress();
    }

    /** Nothing moves to members that come back. Where one worker runs everything, it is stopped, so that others take over. */
    private void spreadTasks() throws Exception {
        while (who.otherWorker().isEmpty()) {
            LocalMember full = who.sourceWorker();
            stop(full);
            awaitProgress();
            full.start();
            awaitWhole();
        }
    }
}
