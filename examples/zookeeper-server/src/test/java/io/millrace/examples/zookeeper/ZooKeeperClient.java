package io.millrace.examples.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** What an ordinary client does, with patience while its server changes. */
final class ZooKeeperClient implements AutoCloseable {

    private static final int SESSION_MILLIS = 20_000;
    private static final int PATIENCE_SECONDS = 30;

    private final ZooKeeper zooKeeper;

    ZooKeeperClient(String connectString) throws Exception {
        zooKeeper = new ZooKeeper(connectString, SESSION_MILLIS, event -> {});
    }

    void create(String path, String content) throws Exception {
        patiently(() -> zooKeeper.create(
                path, content.getBytes(StandardCharsets.UTF_8), ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
    }

    String read(String path) throws Exception {
        return patiently(() -> new String(zooKeeper.getData(path, false, null), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            zooKeeper.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws KeeperException, InterruptedException;
    }

    private static <T> T patiently(Call<T> call) throws Exception {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                return call.run();
            } catch (KeeperException.ConnectionLossException e) {
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }
}
