package io.millrace.worker.remote;

import org.jspecify.annotations.Nullable;

/**
 * What the leader knows of one executor.
 *
 * <p><b>Thread.</b> Owned by the supervisor.
 */
final class Member {

    private static final long REPEAT_MILLIS = 1000;

    private final int executor;
    private final String topology;
    private final Outbox outbox;
    private final Messages messages;
    private long session;
    private boolean isConnected;
    private boolean hasAnswered;
    private boolean isReady;
    private long disconnectedMillis;
    private long beganMillis = Long.MIN_VALUE / 2;
    private @Nullable String reason;

    Member(int executor, String topology, Outbox outbox, Messages messages) {
        this.executor = executor;
        this.topology = topology;
        this.outbox = outbox;
        this.messages = messages;
    }

    int executor() {
        return executor;
    }

    long session() {
        return session;
    }

    /** Whether it takes commands. */
    boolean isReady() {
        return isReady && isConnected;
    }

    /** Whether it has heard of the session, and has not been given up. */
    boolean isInSession() {
        return hasAnswered;
    }

    /** Notes that it has said what it runs; false if it had already. */
    boolean answered() {
        boolean isNews = !hasAnswered;
        hasAnswered = true;
        return isNews;
    }

    void ready() {
        isReady = true;
    }

    void send(Command command) {
        outbox.send(messages.bytes(command));
    }

    void connected() {
        isConnected = true;
        reason = null;
    }

    void disconnected(String why, long nowMillis) {
        isConnected = false;
        disconnectedMillis = nowMillis;
        reason = why;
    }

    /** How long there has been no connection. */
    long awayMillis(long nowMillis) {
        return isConnected ? 0 : nowMillis - disconnectedMillis;
    }

    boolean isConnected() {
        return isConnected;
    }

    boolean isOverfull() {
        return outbox.isOverfull();
    }

    /** Nothing is known of it any more: whatever it still does belongs to an old session. */
    void lose(long nextSession) {
        isReady = false;
        hasAnswered = false;
        session = nextSession;
        beganMillis = Long.MIN_VALUE / 2;
        outbox.clear();
    }

    /** Has no session begun with it for a while. */
    void began(long nowMillis) {
        beganMillis = nowMillis;
    }

    /** Sends what waits; and, until it has answered, again and again that a session begins. */
    void work(long nowMillis) {
        if (!isConnected) {
            return;
        }
        outbox.flush();
        if (!hasAnswered && outbox.isEmpty() && nowMillis - beganMillis >= REPEAT_MILLIS) {
            beganMillis = nowMillis;
            send(new Command.Begin(topology, session));
        }
    }

    /** Why it takes no commands. */
    String absence() {
        if (isConnected) {
            return "executor " + executor + " is still busy with an earlier start, or does not serve the topology";
        }
        return "executor " + executor + " is not connected" + (reason == null ? "" : " (" + reason + ")");
    }
}
