package io.millrace.master.zookeeper;

import io.millrace.cluster.ClusterServices;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.Scheduler;
import io.millrace.cluster.ZooKeeperSettings;
import io.millrace.master.schedule.SlotScheduler;
import java.util.concurrent.Executor;

/** What a cluster needs beside the engine, with ZooKeeper in the middle. */
public final class ZooKeeperServices implements ClusterServices {

    @Override
    public Coordination connect(ZooKeeperSettings settings, Executor events) throws CoordinationException {
        return new CuratorConnector().connect(settings, events);
    }

    @Override
    public Scheduler scheduler() {
        return new SlotScheduler();
    }
}
