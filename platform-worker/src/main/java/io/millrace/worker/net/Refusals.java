package io.millrace.worker.net;

import io.millrace.worker.wire.LostChannel;
import io.millrace.worker.wire.WireListener;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Passes on what happens on the wire, and looks out for refusals meanwhile.
 *
 * <p><b>Thread.</b> As the listener.
 */
final class Refusals implements WireListener {

    private final WireListener listener;
    private final OnceLog log;
    private final IntConsumer onRefused;

    Refusals(WireListener listener, OnceLog log, IntConsumer onRefused) {
        this.listener = listener;
        this.log = log;
        this.onRefused = onRefused;
    }

    @Override
    public void onConnected(int executor) {
        listener.onConnected(executor);
    }

    @Override
    public void onDisconnected(int executor, String reason) {
        listener.onDisconnected(executor, reason);
    }

    @Override
    public void onLost(int executor, List<LostChannel> channels, boolean messagesLost, String reason) {
        listener.onLost(executor, channels, messagesLost, reason);
    }

    @Override
    public void onMessage(int fromExecutor, byte[] message) {
        listener.onMessage(fromExecutor, message);
    }

    @Override
    public void onRefused(int executor, String reason) {
        String name = executor == UNKNOWN ? "unknown" : Integer.toString(executor);
        log.warn("Executors do not agree: executor=" + name + ", reason", reason);
        onRefused.accept(executor);
        listener.onRefused(executor, reason);
    }
}
