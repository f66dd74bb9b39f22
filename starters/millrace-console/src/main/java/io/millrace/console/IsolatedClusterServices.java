package io.millrace.console;

import io.millrace.cluster.ClusterServices;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.Scheduler;
import io.millrace.cluster.ZooKeeperSettings;
import java.util.concurrent.Executor;

/** Services whose threads see their own libraries, and not those of the application. */
final class IsolatedClusterServices implements ClusterServices {

    private final ClusterServices services;
    private final ClassLoader libraries;

    IsolatedClusterServices(ClusterServices services, ClassLoader libraries) {
        this.services = services;
        this.libraries = libraries;
    }

    @Override
    public Coordination connect(ZooKeeperSettings settings, Executor events) throws CoordinationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(libraries);
        try {
            return services.connect(settings, events);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public Scheduler scheduler() {
        return services.scheduler();
    }
}
