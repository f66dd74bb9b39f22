package io.millrace.worker.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Listener that writes down what it is told. */
final class Events implements WireListener {

    final List<String> all = new ArrayList<>();
    final List<LostChannel> lost = new ArrayList<>();
    final List<String> messages = new ArrayList<>();
    boolean areMessagesLost;

    @Override
    public synchronized void onConnected(int executor) {
        all.add("connected " + executor);
    }

    @Override
    public synchronized void onDisconnected(int executor, String reason) {
        all.add("disconnected " + executor + ": " + reason);
    }

    @Override
    public synchronized void onLost(int executor, List<LostChannel> channels, boolean messagesLost, String reason) {
        all.add("lost " + executor + ": " + reason);
        lost.addAll(channels);
        areMessagesLost |= messagesLost;
    }

    @Override
    public synchronized void onMessage(int fromExecutor, byte[] message) {
        messages.add(fromExecutor + ":" + new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void onRefused(int executor, String reason) {
        all.add("refused " + executor + ": " + reason);
    }

    /** The events that begin with a word. */
    List<String> of(String kind) {
        return all.stream().filter(event -> event.startsWith(kind)).toList();
    }
}
