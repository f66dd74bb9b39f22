package io.millrace.examples.reliability.network;

import io.millrace.examples.reliability.network.Cuts.Way;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Carries bytes from one socket to another. While its way is cut it keeps them, and nobody is told: that is what a network does
 * that loses packets, since TCP sends them again until they arrive.
 */
final class Pump {

    private static final int MAX_BYTES = 1 << 16;
    private static final int PORT_BYTES = 4;

    private final SocketChannel from;
    private final SocketChannel to;
    private final Cuts cuts;
    private final Way way;

    private Pump(SocketChannel from, SocketChannel to, Cuts cuts, Way way) {
        this.from = from;
        this.to = to;
        this.cuts = cuts;
        this.way = way;
    }

    /** Carries both ways until one of the two is closed, and closes the other. */
    static void connect(SocketChannel one, SocketChannel other, Cuts cuts, Way way) {
        start("pump", () -> new Pump(one, other, cuts, way).run());
        start("pump", () -> new Pump(other, one, cuts, way.back()).run());
    }

    static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Says at the other end of a socket of a relay for which port what follows is. */
    static void writePort(SocketChannel channel, int port) throws IOException {
        channel.write(ByteBuffer.allocate(PORT_BYTES).putInt(port).flip());
    }

    static int readPort(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(PORT_BYTES);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("Connection ends before its port");
            }
        }
        return buffer.flip().getInt();
    }

    private void run() {
        try (from;
                to) {
            cuts.awaitOpen(carry());
        } catch (IOException e) {
            // Both are closed, which is all that there is to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Carries until an end is closed; the way that this news has to take. */
    private Way carry() throws InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
        while (true) {
            try {
                if (from.read(buffer.clear()) < 0) {
                    return way;
                }
            } catch (IOException e) {
                return way;
            }
            cuts.awaitOpen(way);
            try {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            } catch (IOException e) {
                return way.back();
            }
        }
    }
}
