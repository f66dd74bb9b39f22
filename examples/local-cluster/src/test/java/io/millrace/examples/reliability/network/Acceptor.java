package io.millrace.examples.reliability.network;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Takes connections, and closes those with which nothing can be done. */
final class Acceptor {

    private Acceptor() {}

    /** Takes them until the server is closed. */
    static void start(ServerSocketChannel server, Use use) {
        Pump.start("acceptor", () -> {
            try {
                while (true) {
                    SocketChannel connection = server.accept();
                    Pump.start("connection", () -> use(connection, use));
                }
            } catch (ClosedChannelException e) {
                // It is over.
            } catch (IOException e) {
                throw new IllegalStateException("Connections cannot be taken", e);
            }
        });
    }

    private static void use(SocketChannel connection, Use use) {
        try {
            use.accept(connection);
        } catch (IOException e) {
            close(connection);
        }
    }

    private static void close(SocketChannel connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new IllegalStateException("Connection cannot be closed", e);
        }
    }

    /** Does something with a connection. */
    @FunctionalInterface
    interface Use {

        /** Does it; the connection is closed if it fails. */
        void accept(SocketChannel connection) throws IOException;
    }
}
