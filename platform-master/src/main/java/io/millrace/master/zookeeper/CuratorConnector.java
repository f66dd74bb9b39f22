package io.millrace.master.zookeeper;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.ZooKeeperSettings;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.zookeeper.ClientCnxnSocketNIO;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * Connects members to an ensemble of ZooKeeper, 3.6 or newer.
 *
 * <p><b>Contract.</b> The executor must not run tasks on the thread that gives them: that thread brings the answers of
 * ZooKeeper, and a listener that waits for one would wait for itself.
 *
 * <p><b>Thread.</b> Any.
 */
public final class CuratorConnector {

    private static final int PAUSE_MILLIS = 100;
    private static final int MAX_PAUSE_MILLIS = 1000;
    private static final int MAX_RETRIES = 29;

    /**
     * Connects, and prepares the nodes of the application if it is the first.
     *
     * @param events calls the listener
     * @throws CoordinationException if the settings make no sense, nobody answers within the connect timeout, or what is
     *     kept there belongs to members with another secret
     */
    public Coordination connect(ZooKeeperSettings settings, Executor events) throws CoordinationException {
        ConnectString where = ConnectString.parse(settings.connectString());
        ClusterPaths paths = ClusterPaths.of(where.chroot(), settings.application());
        byte[] credentials = ClusterAccess.credentials(settings.secret());
        checkTimeout("millrace.zookeeper.session-timeout", settings.sessionTimeout());
        checkTimeout("millrace.zookeeper.connect-timeout", settings.connectTimeout());

        EnsembleClient client = EnsembleClient.start(curator(where, settings, credentials), settings);
        boolean isConnected = false;
        try {
            if (!client.awaitConnection(settings.connectTimeout().toMillis())) {
                throw new CoordinationException("ZooKeeper does not answer: millrace.zookeeper.connect-string="
                        + settings.connectString() + ", waited=" + settings.connectTimeout() + ", servers="
                        + ServerProbe.look(where.servers()) + "; start it, or correct the address");
            }
            new ClusterTree(client, paths).prepare();
            isConnected = true;
        } finally {
            if (!isConnected) {
                client.close();
            }
        }
        return new CuratorCoordination(client, paths, settings, events);
    }

    private static CuratorFramework curator(ConnectString where, ZooKeeperSettings settings, byte[] credentials) {
        return CuratorFrameworkFactory.builder()
                .connectString(where.servers())
                .sessionTimeoutMs((int) settings.sessionTimeout().toMillis())
                // Only for recipes of Curator that wait; none of ours does.
                .connectionTimeoutMs((int) settings.sessionTimeout().toMillis())
                .retryPolicy(new BoundedExponentialBackoffRetry(PAUSE_MILLIS, MAX_PAUSE_MILLIS, MAX_RETRIES))
                .authorization(ClusterAccess.SCHEME, credentials)
                .aclProvider(ClusterAccess.ownersOnly())
                .connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy())
                .zkClientConfig(clientConfig())
                // Servers tell addresses that they know each other by, which need not be those that members reach them
                // at.
                .ensembleTracker(false)
                .dontUseContainerParents()
                .threadFactory(CuratorConnector::daemon)
                .build();
    }

    /** What system properties say of other clients in this JVM is not meant for this one. */
    private static ZKClientConfig clientConfig() {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        config.setProperty(ZKClientConfig.SECURE_CLIENT, "false");
        config.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, ClientCnxnSocketNIO.class.getName());
        return config;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "millrace-curator");
        thread.setDaemon(true);
        return thread;
    }

    private static void checkTimeout(String name, Duration timeout) throws CoordinationException {
        if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
            throw new CoordinationException(
                    "ZooKeeper cannot be waited for that long: " + name + "=" + timeout + "; use some seconds");
        }
    }
}
