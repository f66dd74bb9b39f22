package io.millrace.examples.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.cluster.LocalCluster;
import io.millrace.examples.cluster.LocalMember;
import io.millrace.examples.kafka.KafkaBrokers;
import io.millrace.examples.reliability.network.PartedNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that counts while things happen to it; and around it, unbroken, a Kafka broker, the load, and those who read what
 * comes out.
 *
 * <p><b>Lifecycle.</b> {@link #start}, {@link #finish} if all went well, at last {@link #close}.
 */
final class Scene implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

    private final Scale scale;
    private final Path folder;
    private final KafkaBrokers brokers;
    private final Load load;
    private final Output output;
    private final LocalCluster cluster;
    private final @Nullable PartedNetwork network;
    private final Who who;

    private Scene(Stage stage, KafkaBrokers brokers, LocalCluster cluster) {
        this.scale = stage.scale();
        this.folder = stage.folder();
        this.network = stage.network();
        this.brokers = brokers;
        this.cluster = cluster;
        this.who = new Who(cluster);
        this.output = new Output(brokers.bootstrapServers());
        this.load = Load.start(brokers.bootstrapServers(), scale.numbersPerSecond());
    }

    /** Starts everything; it counts when this returns. The network belongs to the scene, if it comes to be. */
    static Scene start(Stage stage) throws Exception {
        KafkaBrokers brokers = stage.startBroker();
        Scene scene;
        try {
            Topics.create(brokers.bootstrapServers());
            scene = new Scene(stage, brokers, stage.startCluster(brokers.bootstrapServers()));
        } catch (Exception e) {
            brokers.close();
            throw e;
        }
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

    /** What can be cut, where the scene has it. */
    PartedNetwork network() {
        return Objects.requireNonNull(network, "Members of this scene are in no namespaces");
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
    public void close() throws IOException {
        try (brokers;
                network;
                output;
                load) {
            cluster.stop();
        }
    }

    /** Waits until every member is there, somebody leads, and all is counted that there is now. */
    private void awaitWhole() throws Exception {
        for (LocalMember member : cluster.members()) {
            Who.awaitJoined(member);
            assertThat(member.hasDied())
                    .as("%s has died, see %s", member.name(), member.log())
                    .isFalse();
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
