package io.millrace.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** The console cannot listen where it is told to. */
final class ConsolePortException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String address;
    private final int port;
    private final Reason reason;

    ConsolePortException(String address, int port, IOException cause) {
        super("Console cannot listen: address=" + address + ", port=" + port + "; " + cause.getMessage(), cause);
        this.address = address;
        this.port = port;
        this.reason = Reason.of(address, cause);
    }

    String address() {
        return address;
    }

    int port() {
        return port;
    }

    Reason reason() {
        return reason;
    }

    /** What stands in the way. */
    enum Reason {
        /** This machine has no such address. */
        NO_SUCH_ADDRESS,
        /** The port is somebody else's, or not for this user. */
        NO_SUCH_PORT,
        /** Something else. */
        OTHER;

        private static Reason of(String address, IOException cause) {
            try {
                InetAddress found = InetAddress.getByName(address);
                if (!found.isAnyLocalAddress() && NetworkInterface.getByInetAddress(found) == null) {
                    return NO_SUCH_ADDRESS;
                }
                return cause instanceof SocketException ? NO_SUCH_PORT : OTHER;
            } catch (IOException e) {
                return NO_SUCH_ADDRESS;
            }
        }
    }
}
