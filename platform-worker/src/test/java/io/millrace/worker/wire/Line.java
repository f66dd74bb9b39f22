package io.millrace.worker.wire;

/** A connection in memory between two wires. The test moves the bytes. */
final class Line {

    final MemoryPipe dialling = new MemoryPipe();
    final MemoryPipe accepting = new MemoryPipe();
    Connection dialled;
    Connection accepted;
    private boolean isGone;

    /** Connects without moving anything. */
    static Line between(Wire from, Wire to, int executor) {
        Line line = new Line();
        line.dialled = from.dial(executor, line.dialling);
        line.accepted = to.accept(line.accepting);
        return line;
    }

    /** Moves all there is, in pieces of some length, until there is nothing more. */
    void run(int pieceBytes) {
        while (!isGone && !(dialling.isEmpty() && accepting.isEmpty())) {
            MemoryPipe.deliver(dialling.take(), pieceBytes, accepted);
            MemoryPipe.deliver(accepting.take(), pieceBytes, dialled);
        }
        if (dialling.isClosed() || accepting.isClosed()) {
            cut();
        }
    }

    void run() {
        run(Integer.MAX_VALUE >> 1);
    }

    /** Breaks it; what is on its way is lost. */
    void cut() {
        if (!isGone) {
            isGone = true;
            dialled.onClosed("cut");
            accepted.onClosed("cut");
        }
    }

    void tick(long nowNanos) {
        dialled.onTick(nowNanos);
        accepted.onTick(nowNanos);
    }
}
