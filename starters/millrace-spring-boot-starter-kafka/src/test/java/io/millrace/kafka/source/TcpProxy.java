package io.millrace.kafka.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stands before a broker on a port of its own, and can be taken away and put there again. */
final class TcpProxy implements AutoCloseable {

    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int targetPort;
    private volatile boolean isSilent;
    private @Nullable ServerSocket server;

    /** Takes a port, and does not listen yet. */
    TcpProxy() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            port = free.getLocalPort();
        }
    }

    String address() {
        return "localhost:" + port;
    }

    void target(int otherPort) {
        targetPort = otherPort;
    }

    /** Accepts connections. */
    synchronized void up() throws IOException {
        if (server != null) {
            return;
        }
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress("localhost", port));
        server = listening;
        thread(() -> accept(listening));
    }

    /** Refuses connections and cuts those that are open, as when the broker dies. */
    synchronized void down() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** Lets no byte through, and closes nothing, as when a network is cut. */
    void silent(boolean isSilentFromNow) {
        isSilent = isSilentFromNow;
    }

    @Override
    public void close() throws IOException {
        down();
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket broker = new Socket("localhost", targetPort);
                sockets.add(client);
                sockets.add(broker);
                thread(() -> copy(client, broker));
                thread(() -> copy(broker, client));
            }
        } catch (IOException e) {
            // It is down.
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                while (isSilent) {
                    Thread.onSpinWait();
                    Thread.yield();
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One side is gone, and so is the other.
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
