package io.millrace.worker.simulation.crash;

import io.millrace.worker.wire.Connection;
import io.millrace.worker.wire.Pipe;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Connections that carry bytes in pieces of any size, some of them slowly, each at its own pace; and, as the seed will have it,
 * cut them at any byte, silence one direction, and change or repeat bytes. Ways between executors can be closed for a while, in
 * one direction or both, and one that stands still hears nothing until it goes on.
 */
final class SimulatedNetwork {

    private static final long TICK_NANOS = 500_000_000;
    private static final int FAULT_ONE_IN = 150;

    private final Random random;
    private final VirtualClock clock;
    private final List<Cable> cables = new ArrayList<>();
    private final List<Way> closed = new ArrayList<>();
    private int faults;
    private int cuts;

    SimulatedNetwork(Random random, VirtualClock clock, int faults) {
        this.random = random;
        this.clock = clock;
        this.faults = faults;
    }

    /** Nothing fails any more, and what was silenced is cut. */
    void end() {
        faults = 0;
        closed.clear();
        cables.stream().filter(Cable::isSilenced).forEach(Cable::cut);
    }

    boolean isOver() {
        return faults == 0;
    }

    int cuts() {
        return cuts;
    }

    boolean isConnected(SimulatedExecutor from, SimulatedExecutor to) {
        return cables.stream().anyMatch(cable -> cable.from == from && cable.to == to);
    }

    /** Nothing comes from one executor to another for a while, on no connection. */
    void close(SimulatedExecutor from, SimulatedExecutor to, long nanos) {
        closed.add(new Way(from, to, clock.nanos() + nanos));
    }

    private boolean isClosed(SimulatedExecutor from, SimulatedExecutor to) {
        closed.removeIf(way -> way.untilNanos < clock.nanos());
        return closed.stream().anyMatch(way -> way.from == from && way.to == to);
    }

    /** Makes a connection from one executor to another. */
    void connect(SimulatedExecutor from, SimulatedExecutor to) {
        Cable cable = new Cable(from, to);
        cables.add(cable);
        cable.out.receiver = to.accept(cable.back);
        cable.back.receiver = from.dial(to, cable.out);
    }

    /** An executor has died: what it had sent may still arrive. */
    void died(SimulatedExecutor executor) {
        cables.stream().filter(cable -> cable.has(executor)).forEach(cable -> {
            cable.out.isEnding = true;
            cable.back.isEnding = true;
            if (random.nextBoolean()) {
                cable.cut();
            }
        });
    }

    /** Cuts what connects two executors. */
    void part(SimulatedExecutor one, SimulatedExecutor other) {
        cables.stream().filter(cable -> cable.has(one) && cable.has(other)).forEach(Cable::cut);
    }

    /** Brings some bytes of some connection to the other end; false if there was nothing to bring. */
    boolean step() {
        if (cables.isEmpty()) {
            return false;
        }
        Cable cable = cables.get(random.nextInt(cables.size()));
        if (cable.isCut || cable.out.isDrained() || cable.back.isDrained()) {
            cable.closed();
            return cable.isForgotten() && cables.remove(cable);
        }
        cable.tick();
        Flow flow = random.nextBoolean() ? cable.out : cable.back;
        if (faults > 0 && random.nextInt(FAULT_ONE_IN) == 0) {
            faults--;
            fail(cable, flow);
        }
        return flow.deliver();
    }

    private void fail(Cable cable, Flow flow) {
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                flow.deliver();
                cable.cut();
                cuts++;
            }
            case 2 -> flow.isSilenced = true;
            case 3 -> flow.corrupt();
            case 4 -> flow.repeat();
            default -> flow.notBeforeNanos = clock.nanos() + random.nextInt(1_500_000_000);
        }
    }

    /** Nothing comes this way. */
    private record Way(SimulatedExecutor from, SimulatedExecutor to, long untilNanos) {}

    /** A connection, with a flow for each direction. */
    private final class Cable {

        private final SimulatedExecutor from;
        private final SimulatedExecutor to;
        private final Flow out;
        private final Flow back;
        private boolean isCut;
        private long tickedNanos = clock.nanos();

        Cable(SimulatedExecutor from, SimulatedExecutor to) {
            this.from = from;
            this.to = to;
            this.out = new Flow(from, to);
            this.back = new Flow(to, from);
        }

        boolean has(SimulatedExecutor executor) {
            return from == executor || to == executor;
        }

        boolean isSilenced() {
            return out.isSilenced || back.isSilenced;
        }

        void cut() {
            isCut = true;
        }

        void closed() {
            isCut = true;
            out.end("connection was closed");
            back.end("connection was closed");
        }

        /** Whether both ends know that it is closed. */
        boolean isForgotten() {
            return out.hasEnded && back.hasEnded;
        }

        void tick() {
            if (clock.nanos() - tickedNanos >= TICK_NANOS) {
                tickedNanos = clock.nanos();
                out.tick();
                back.tick();
            }
        }
    }

    /** Bytes on their way in one direction. */
    private final class Flow implements Pipe {

        private final ByteBuf bytes = Unpooled.buffer();
        private final SimulatedExecutor source;
        private final SimulatedExecutor target;
        private @Nullable Connection receiver;
        private boolean isEnding;
        private boolean isSilenced;
        private boolean hasEnded;
        private long notBeforeNanos;

        Flow(SimulatedExecutor source, SimulatedExecutor target) {
            this.source = source;
            this.target = target;
        }

        @Override
        public void send(ByteBuf sent) {
            if (!isEnding) {
                bytes.writeBytes(sent);
            }
            sent.release();
        }

        @Override
        public void close() {
            isEnding = true;
        }

        boolean isDrained() {
            return isEnding && (isSilenced || !bytes.isReadable());
        }

        boolean deliver() {
            Connection to = receiver;
            if (target.isPaused() || isClosed(source, target)) {
                return false;
            }
            if (to == null || isSilenced || !bytes.isReadable() || clock.nanos() < notBeforeNanos) {
                return false;
            }
            int all = bytes.readableBytes();
            int piece = random.nextInt(3) == 0 ? all : 1 + random.nextInt(all);
            ByteBuf some = Unpooled.buffer(piece);
            bytes.readBytes(some, piece);
            bytes.discardReadBytes();
            to.onBytes(some);
            return true;
        }

        void corrupt() {
            if (bytes.isReadable()) {
                int at = bytes.readerIndex() + random.nextInt(bytes.readableBytes());
                bytes.setByte(at, bytes.getByte(at) ^ 1 << random.nextInt(8));
            }
        }

        void repeat() {
            if (bytes.isReadable()) {
                bytes.writeBytes(bytes.copy());
            }
        }

        void tick() {
            if (receiver != null && !target.isPaused()) {
                receiver.onTick(clock.nanos());
            }
        }

        void end(String reason) {
            if (!hasEnded && !target.isPaused()) {
                hasEnded = true;
                if (receiver != null) {
                    receiver.onClosed(reason);
                }
            }
        }
    }
}
