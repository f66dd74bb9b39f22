package io.millrace.examples.reliability;

import io.millrace.examples.cluster.LocalMember;
import io.millrace.examples.zookeeper.ZooKeeperEnsemble;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** All that can happen. Who is killed or stopped comes back only after the others have gone on without it. */
final class Faults {

    private static final int OUTAGE_SECONDS = 30;
    private static final int LONG_OUTAGE_SECONDS = 60;

    private Faults() {}

    static void sourceWorkerKilled(Scene scene) throws Exception {
        killForAWhile(scene, List.of(scene.who().sourceWorker()));
    }

    static void otherWorkerKilled(Scene scene) throws Exception {
        killForAWhile(scene, List.of(scene.who().otherWorker().orElseThrow()));
    }

    static void twoWorkersKilled(Scene scene) throws Exception {
        killForAWhile(
                scene,
                List.of(scene.who().sourceWorker(), scene.who().otherWorker().orElseThrow()));
    }

    static void workerStopped(Scene scene) throws Exception {
        LocalMember worker = scene.who().sourceWorker();
        scene.stop(worker);
        scene.awaitProgress();
        worker.start();
    }

    static void leaderKilled(Scene scene) throws Exception {
        LocalMember leader = scene.who().leader();
        leader.kill();
        comeBackAfterOther(scene, leader);
    }

    static void leaderStopped(Scene scene) throws Exception {
        LocalMember leader = scene.who().leader();
        scene.stop(leader);
        comeBackAfterOther(scene, leader);
    }

    /** It is the one that knows last that it does not lead any more. */
    static void leaderPaused(Scene scene) throws Exception {
        LocalMember leader = scene.who().leader();
        leader.pause();
        TimeUnit.SECONDS.sleep(OUTAGE_SECONDS);
        LocalMember unused = scene.who().leaderOtherThan(leader);
        leader.resume();
        leader.awaitLog("This member leads no more", Who.PATIENCE);
    }

    /** The one that leads the others, which then have to agree anew. */
    static void zooKeeperServerKilled(Scene scene) throws Exception {
        ZooKeeperEnsemble ensemble = scene.cluster().ensemble();
        int server = ensemble.leader().orElseThrow();
        ensemble.kill(server);
        scene.awaitProgress();
        ensemble.restart(server);
    }

    static void zooKeeperQuorumLost(Scene scene) throws Exception {
        ZooKeeperEnsemble ensemble = scene.cluster().ensemble();
        int leader = ensemble.leader().orElseThrow();
        int other = (leader + 1) % ensemble.count();
        ensemble.kill(leader);
        ensemble.kill(other);
        TimeUnit.SECONDS.sleep(OUTAGE_SECONDS);
        ensemble.restart(leader, other);
    }

    static void allRestartedInTurn(Scene scene) throws Exception {
        for (LocalMember member : scene.cluster().members()) {
            scene.stop(member);
            member.start();
            Who.awaitJoined(member);
            scene.awaitProgress();
        }
    }

    static void mastersDown(Scene scene) throws Exception {
        for (LocalMember master : scene.who().masters()) {
            master.kill();
        }
        TimeUnit.SECONDS.sleep(LONG_OUTAGE_SECONDS);
        for (LocalMember master : scene.who().masters()) {
            master.start();
        }
    }

    static void everythingDown(Scene scene) throws Exception {
        for (LocalMember member : scene.cluster().members()) {
            member.kill();
        }
        ZooKeeperEnsemble ensemble = scene.cluster().ensemble();
        int[] servers = IntStream.range(0, ensemble.count()).toArray();
        for (int server : servers) {
            ensemble.kill(server);
        }
        ensemble.restart(servers);
        for (LocalMember member : scene.cluster().members()) {
            member.start();
        }
    }

    /** Those whom the leader hears both, and who do not hear each other. */
    static void workersCutOff(Scene scene) throws Exception {
        String source = scene.who().sourceWorker().name();
        String other = scene.who().otherWorker().orElseThrow().name();
        scene.network().cut(source, other);
        scene.network().cut(other, source);
        TimeUnit.SECONDS.sleep(OUTAGE_SECONDS);
        scene.network().mend();
    }

    /** The way that records go. */
    static void workerNotHeard(Scene scene) throws Exception {
        String source = scene.who().sourceWorker().name();
        String other = scene.who().otherWorker().orElseThrow().name();
        scene.network().cut(source, other);
        TimeUnit.SECONDS.sleep(OUTAGE_SECONDS);
        scene.network().mend();
    }

    private static void killForAWhile(Scene scene, List<LocalMember> members) throws Exception {
        for (LocalMember member : members) {
            member.kill();
        }
        scene.awaitProgress();
        for (LocalMember member : members) {
            member.start();
        }
    }

    private static void comeBackAfterOther(Scene scene, LocalMember former) throws Exception {
        LocalMember unused = scene.who().leaderOtherThan(former);
        scene.awaitProgress();
        former.start();
    }
}
