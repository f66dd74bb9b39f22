package io.millrace.worker.wire;

import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import io.millrace.worker.exchange.RemoteChannels;
import io.millrace.worker.exchange.Waker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a start of a topology that goes over the wire.
 *
 * <p><b>Lifecycle.</b> Made by {@link Wire#open}. Channels may be made before the other executor is there: an outlet is full
 * until the other side has accepted the types and granted credit. After {@link #close}, or when a channel has lost frames,
 * {@code offer} says full and {@code poll} yields nothing.
 *
 * <p><b>Thread.</b> Any.
 */
public final class Attempt implements RemoteChannels, AutoCloseable {

    private final Wire wire;
    private final AttemptSpec spec;
    private final Map<Integer, RecordCodec> codecs = new HashMap<>();
    private final List<RemoteOutlet> outlets = new ArrayList<>(); // guarded by the list
    private final List<RemoteInlet> inlets = new ArrayList<>(); // guarded by the list
    private volatile boolean isClosed;

    Attempt(Wire wire, AttemptSpec spec) {
        this.wire = wire;
        this.spec = spec;
        spec.exchanges().forEach(exchange -> codecs.put(exchange.number(), RecordCodec.of(exchange)));
    }

    AttemptSpec spec() {
        return spec;
    }

    RecordCodec codec(int exchange) {
        RecordCodec codec = codecs.get(exchange);
        if (codec == null) {
            throw new IllegalArgumentException("Attempt has no such exchange: topology=" + spec.topology()
                    + ", attempt=" + spec.attempt() + ", exchange=" + exchange);
        }
        return codec;
    }

    @Override
    public Outlet outlet(ChannelAddress address, int toExecutor, Waker producer) {
        check(address);
        OutboundSession session = wire.outbound(toExecutor);
        RemoteOutlet outlet = session.outlet(this, address, producer);
        synchronized (outlets) {
            outlets.add(outlet);
        }
        if (isClosed) {
            session.close(this);
        }
        return outlet;
    }

    /**
     * {@inheritDoc}
     *
     * @throws ExchangeException if the channels of all attempts together have no room within {@code networkMemoryBytes}
     */
    @Override
    public Inlet inlet(ChannelAddress address, int fromExecutor, Waker consumer) {
        check(address);
        reserve(address);
        InboundSession session = wire.inbound(fromExecutor);
        RemoteInlet inlet = session.inlet(this, address, consumer);
        synchronized (inlets) {
            inlets.add(inlet);
        }
        if (isClosed) {
            session.close(this);
        }
        return inlet;
    }

    private void check(ChannelAddress address) {
        if (address.attempt() != spec.attempt()) {
            throw new IllegalArgumentException(
                    "Channel is of another attempt: channel=" + address + ", attempt=" + spec.attempt());
        }
        Lanes.of(address);
        codec(address.exchange());
    }

    private void reserve(ChannelAddress address) {
        int leastBytes = wire.settings().minWindowBytes();
        CreditBudget budget = wire.budget();
        if (!budget.reserve(leastBytes)) {
            throw new ExchangeException("Channels have no room in the network memory: topology=" + spec.topology()
                    + ", channel=" + address + ", minWindowBytes=" + leastBytes + ", networkMemoryBytes="
                    + budget.totalBytes() + "; raise networkMemoryBytes, or lower minWindowBytes or the parallelism");
        }
    }

    /** What went through its channels so far. */
    public List<ChannelCounts> counts() {
        List<ChannelCounts> counts = new ArrayList<>();
        synchronized (outlets) {
            outlets.forEach(outlet -> counts.add(outlet.counts()));
        }
        synchronized (inlets) {
            inlets.forEach(inlet -> counts.add(inlet.counts()));
        }
        return counts;
    }

    /** Forgets all channels and releases what waits in them, also while tasks use their ends. May be called again. */
    @Override
    public void close() {
        isClosed = true;
        wire.close(this);
    }
}
