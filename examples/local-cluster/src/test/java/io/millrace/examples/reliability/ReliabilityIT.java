package io.millrace.examples.reliability;

import io.millrace.examples.process.OwnFolder;
import io.millrace.examples.reliability.network.PartedNetwork;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.opentest4j.TestAbortedException;

/**
 * A cluster counts from Kafka to Kafka, and everything happens to it that can; whoever reads what is committed sees each count,
 * once and in order. See docs/reliability.md.
 *
 * <p>One cluster lives through all of it, as one would in earnest. After a failure the next test gets another, and the folder
 * of the one that failed stays.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
@DisabledOnOs(OS.WINDOWS)
class ReliabilityIT {

    private static final Scale SCALE = Scale.ofThisRun();
    private static final ReliabilityTable TABLE = ReliabilityTable.OF_THIS_RUN;

    private static @Nullable Scene scene;

    @Test
    void shouldOutliveTheWorkerThatReadsTheSource() throws Exception {
        prove("`kill -9` of the worker that reads the source", Faults::sourceWorkerKilled);
    }

    @Test
    void shouldOutliveTheLeader() throws Exception {
        prove("`kill -9` of the leader", Faults::leaderKilled);
    }

    @Test
    void shouldOutliveOneZooKeeperServer() throws Exception {
        prove("`kill -9` of one ZooKeeper server, the one that leads", Faults::zooKeeperServerKilled);
    }

    @Test
    @EnabledIfSystemProperty(named = Scale.FULL, matches = ".*")
    void shouldOutliveAnyWorker() throws Exception {
        prove("`kill -9` of another worker", Faults::otherWorkerKilled);
    }

    @Test
    @EnabledIfSystemProperty(named = Scale.FULL, matches = ".*")
    void shouldOutliveTwoWorkersAtOnce() throws Exception {
        prove("`kill -9` of two workers at once", Faults::twoWorkersKilled);
    }

    @Test
    @EnabledIfSystemProperty(named = Scale.FULL, matches = ".*")
    void shouldOutliveAWorkerThatIsStopped() throws Exception {
        prove("orderly stop (SIGTERM) of the worker that reads the source", Faults::workerStopped);
    }

    @Test
    @EnabledIfSystemProperty(named = Scale.FULL, matches = ".*")
    void shouldOutliveALeaderThatIsStopped() throws Exception {
        prove("orderly stop (SIGTERM) of the leader", Faults::leaderStopped);
    }

    @Test
    @EnabledIfSystemProperty(named = Scale.FULL, matches = ".*")
    void shouldNotHeedALeaderThatWakesUp() throws Exception {
        prove("leader paused (SIGSTOP) for 30 s", Faults::leaderPaused);
    }

    @Test
    @EnabledIfSystemProperty(named = Scale.FULL, matches = ".*")
    void shouldOutliveTheLossOfTheZooKeeperQuorum() throws Exception {
        prove("ZooKeeper without quorum for 30 s", Faults::zooKeeperQuorumLost);
    }

    @Test
    @EnabledIfSystemProperty(named = Scale.FULL, matches = ".*")
    void shouldGoOnWhileAllMembersAreRestartedInTurn() throws Exception {
        prove("rolling restart of all five members", Faults::allRestartedInTurn);
    }

    @Test
    @EnabledIfSystemProperty(named = Scale.FULL, matches = ".*")
    void shouldGoOnAfterAMinuteWithoutMasters() throws Exception {
        prove("`kill -9` of all masters, back after a minute", Faults::mastersDown);
    }

    @Test
    @EnabledIfSystemProperty(named = Scale.FULL, matches = ".*")
    void shouldGoOnAfterEverythingWasDown() throws Exception {
        prove("`kill -9` of all members and ZooKeeper servers, back at once", Faults::everythingDown);
    }

    @Test
    @EnabledIfSystemProperty(named = Scale.FULL, matches = ".*")
    void shouldOutliveACutBetweenTwoWorkers() throws Exception {
        proveApart("two workers cut off from each other for 30 s", Faults::workersCutOff);
    }

    @Test
    @EnabledIfSystemProperty(named = Scale.FULL, matches = ".*")
    void shouldOutliveACutOfOneWayBetweenTwoWorkers() throws Exception {
        proveApart("one worker not heard by another for 30 s", Faults::workerNotHeard);
    }

    @AfterAll
    static void finish() throws Exception {
        Scene last = scene;
        scene = null;
        if (last == null) {
            return;
        }
        try (last) {
            last.finish();
        }
        new OwnFolder(last.folder(), true).deleteIfTemporary();
    }

    private static void prove(String name, Fault fault) throws Exception {
        if (scene == null) {
            scene = Scene.start(new Stage(SCALE, Stage.newFolder(), Cast.SPARE, null));
        }
        repeat(name, fault);
    }

    /** In a cluster of its own, whose network can be cut. */
    private static void proveApart(String name, Fault fault) throws Exception {
        finish();
        scene = Scene.start(new Stage(SCALE, Stage.newFolder(), Cast.SPARE, network()));
        repeat(name, fault);
        finish();
    }

    private static void repeat(String name, Fault fault) throws Exception {
        Scene current = Objects.requireNonNull(scene);
        for (int round = 1; round <= SCALE.rounds(); round++) {
            try {
                RoundTimes times = current.measure(fault);
                System.out.println(name + ", round " + round + ": " + times);
                TABLE.add(name, times);
                TABLE.writeTo(SCALE.table());
            } catch (Exception | AssertionError e) {
                scene = null;
                current.close();
                throw new AssertionError(name + ", round " + round + ", see " + current.folder(), e);
            }
        }
    }

    private static PartedNetwork network() throws Exception {
        try {
            return PartedNetwork.create(Stage.WORKERS);
        } catch (IOException e) {
            throw new TestAbortedException("Network cannot be cut here: " + e.getMessage(), e);
        }
    }
}
