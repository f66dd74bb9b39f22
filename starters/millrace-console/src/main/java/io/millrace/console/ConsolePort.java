package io.millrace.console;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the port of the console: the configured one or none, else the default one or the next that is free. */
final class ConsolePort {

    private static final Logger log = LoggerFactory.getLogger(ConsolePort.class);
    private static final int TRIES = 20;

    private ConsolePort() {}

    /**
     * Binds.
     *
     * @param configured the port that the user wants, or null for the default
     * @throws ConsolePortException if the configured port, or the address, cannot be had
     */
    static ServerSocketChannel bind(String address, @Nullable Integer configured) {
        if (configured != null) {
            return bindOrFail(address, configured);
        }
        int wanted = ConsoleProperties.DEFAULT_PORT;
        for (int port = wanted; port < wanted + TRIES; port++) {
            try {
                ServerSocketChannel channel = open(address, port);
                if (port != wanted) {
                    log.warn(
                            "Port {} is in use by another program: the console takes port {};"
                                    + " set millrace.console.port to choose one",
                            wanted,
                            port);
                }
                return channel;
            } catch (BindException e) {
                log.debug("Port is in use: port={}", port);
            } catch (IOException e) {
                throw new ConsolePortException(address, port, e);
            }
        }
        return bindOrFail(address, 0);
    }

    private static ServerSocketChannel bindOrFail(String address, int port) {
        try {
            return open(address, port);
        } catch (IOException e) {
            throw new ConsolePortException(address, port, e);
        }
    }

    private static ServerSocketChannel open(String address, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            return channel.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
