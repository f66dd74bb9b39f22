package io.millrace.worker.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between two executors, and cuts or forgets what passes. */
final class Relay implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean isDead;

    private Relay(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    static Relay to(int port) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        Thread thread = new Thread(relay::accept, "relay");
        thread.setDaemon(true);
        thread.start();
        return relay;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Closes all connections that pass here; those that come meanwhile stay, and are there for the next cut. */
    void cut() throws IOException {
        for (Socket socket : sockets) {
            sockets.remove(socket);
            socket.close();
        }
    }

    /** From now on, bytes of the connections that are there vanish, and nobody learns of it; new ones are as they should be. */
    void forget() {
        isDead = true;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Socket from = server.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(from);
                sockets.add(to);
                boolean isAffected = !isDead;
                pump(from, to, isAffected);
                pump(to, from, isAffected);
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void pump(Socket from, Socket to, boolean isAffected) {
        Thread thread = new Thread(() -> copy(from, to, isAffected), "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void copy(Socket from, Socket to, boolean isAffected) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[8 << 10];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!(isDead && isAffected)) {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            // Cut on purpose.
        }
    }
}
