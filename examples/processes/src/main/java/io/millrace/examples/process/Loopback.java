package io.millrace.examples.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** The address that only this machine can reach. */
public final class Loopback {

    /** Its name, which needs no resolver. */
    public static final String HOST = "127.0.0.1";

    private static final int CONNECT_MILLIS = 2_000;

    private Loopback() {}

    /** A port of it, whatever the JVM takes for its loopback address. */
    public static InetSocketAddress address(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e); // Four bytes are always an address.
        }
    }

    /** Whether something listens there. */
    public static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(address(port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
