package io.millrace.worker.net;

import java.net.InetSocketAddress;

/**
 * Another executor and where it listens.
 *
 * @param executor its number
 * @param address its address, not resolved: a name is looked up at each attempt
 */
record Peer(int executor, InetSocketAddress address) {

    @Override
    public String toString() {
        return "executor=" + executor + ", address=" + address.getHostString() + ":" + address.getPort();
    }
}
