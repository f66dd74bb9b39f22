package io.millrace.worker.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Address of this machine. */
public final class OwnAddress {

    private OwnAddress() {}

    /** One by which others may know it; empty if it has none. */
    public static Optional<String> find() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
