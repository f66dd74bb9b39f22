package io.millrace.master.zookeeper;

import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** What a node of ZooKeeper holds, and what is known of it. */
final class Node {

    private final byte[] data;
    private final Stat stat;

    Node(byte @Nullable [] data, Stat stat) {
        this.data = data == null ? new byte[0] : data;
        this.stat = stat;
    }

    byte[] data() {
        return data;
    }

    String text() {
        return new String(data, StandardCharsets.UTF_8);
    }

    int version() {
        return stat.getVersion();
    }

    /** Session that it belongs to, or 0. */
    long owner() {
        return stat.getEphemeralOwner();
    }
}
