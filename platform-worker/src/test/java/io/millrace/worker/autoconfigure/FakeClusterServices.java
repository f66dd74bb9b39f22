package io.millrace.worker.autoconfigure;

import io.millrace.cluster.Assignment;
import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.ClusterServices;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.Scheduler;
import io.millrace.cluster.TopologyDemand;
import io.millrace.cluster.ZooKeeperSettings;
import io.millrace.worker.TestEnsemble;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A cluster without an ensemble of ZooKeeper: everything runs in the first member. */
final class FakeClusterServices implements ClusterServices {

    final List<ZooKeeperSettings> connects = new CopyOnWriteArrayList<>();
    private final TestEnsemble ensemble = new TestEnsemble();

    /** What members announce who are there now. */
    List<MemberInfo> members() {
        return ensemble.members();
    }

    @Override
    public Coordination connect(ZooKeeperSettings settings, Executor events) throws CoordinationException {
        connects.add(settings);
        if (settings.connectString().startsWith("unreachable")) {
            throw new CoordinationException(
                    "Ensemble cannot be reached: connectString=" + settings.connectString() + "; see whether it runs");
        }
        return ensemble.connect(events);
    }

    @Override
    public Scheduler scheduler() {
        return FakeClusterServices::schedule;
    }

    private static Scheduler.Schedule schedule(
            List<TopologyDemand> demands, List<ClusterMemberInfo> members, Map<String, Assignment> current) {
        if (members.isEmpty()) {
            return new Scheduler.Schedule(
                    Map.of(),
                    demands.stream().collect(Collectors.toMap(TopologyDemand::topology, demand -> "needs a member")));
        }
        int first = members.get(0).number();
        Function<TopologyDemand, Assignment> here =
                demand -> new Assignment(demand.topology(), Collections.nCopies(demand.slices(), first));
        return new Scheduler.Schedule(
                demands.stream().collect(Collectors.toMap(TopologyDemand::topology, here)), Map.of());
    }
}
