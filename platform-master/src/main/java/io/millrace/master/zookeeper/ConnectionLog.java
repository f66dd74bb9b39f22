package io.millrace.master.zookeeper;

import io.millrace.cluster.CoordinationListener.Connection;
import io.millrace.master.coordination.ListenerCalls;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listener and the log of the connection: one line when it is away, one when it is back.
 *
 * <p><b>Thread.</b> Curator's, one at a time.
 */
final class ConnectionLog implements ConnectionStateListener {

    private static final Logger log = LoggerFactory.getLogger(ConnectionLog.class);

    private final String connectString;
    private final ListenerCalls calls;
    private final Runnable onBack;

    private boolean isAway;
    private boolean wasLost;

    ConnectionLog(String connectString, ListenerCalls calls, Runnable onBack) {
        this.connectString = connectString;
        this.calls = calls;
        this.onBack = onBack;
    }

    @Override
    public void stateChanged(CuratorFramework client, ConnectionState state) {
        switch (state) {
            case SUSPENDED -> {
                tellAway();
                calls.connection(Connection.SUSPENDED, "ZooKeeper does not answer");
            }
            case LOST -> {
                tellAway();
                wasLost = true;
                calls.connection(Connection.LOST, "session with ZooKeeper has ended");
            }
            case CONNECTED, RECONNECTED -> {
                tellBack();
                calls.connection(Connection.CONNECTED, "ZooKeeper answers");
                onBack.run();
            }
            case READ_ONLY -> log.debug("Not asked for: state={}", state);
        }
    }

    private void tellAway() {
        if (!isAway) {
            isAway = true;
            log.warn(
                    "ZooKeeper does not answer, and is tried again and again: connectString={}; see whether it runs and"
                            + " can be reached",
                    connectString);
        }
    }

    private void tellBack() {
        if (isAway) {
            log.info("ZooKeeper answers again: session={}", wasLost ? "new" : "kept");
        }
        isAway = false;
        wasLost = false;
    }
}
