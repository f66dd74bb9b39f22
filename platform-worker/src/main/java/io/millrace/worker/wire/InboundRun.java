package io.millrace.worker.wire;

/**
 * The channels of one attempt from one executor. Guarded by the session.
 *
 * <p>The sender gives it a number when it opens the attempt; until then there are inlets and no frames.
 */
final class InboundRun {

    /** No number has been given. */
    static final int NONE = 0;

    private final InboundSession session;
    private final Attempt attempt;
    private final ChannelTable<RemoteInlet> inlets = new ChannelTable<>();
    private boolean isOver;

    /** Written under the lock, read by tasks. */
    private volatile int number;

    InboundRun(InboundSession session, Attempt attempt) {
        this.session = session;
        this.attempt = attempt;
    }

    InboundSession session() {
        return session;
    }

    Attempt attempt() {
        return attempt;
    }

    ChannelTable<RemoteInlet> inlets() {
        return inlets;
    }

    int number() {
        return number;
    }

    /** Whether the sender is gone, so that it cannot be opened again. */
    boolean isOver() {
        return isOver;
    }

    /** Lets the sender begin: each inlet tells its grant. */
    void begin(int runNumber) {
        number = runNumber;
        inlets.all().forEach(RemoteInlet::sendCredit);
    }

    void add(RemoteInlet inlet) {
        if (!inlets.put(inlet.lane(), inlet)) {
            inlet.shut();
            throw new IllegalArgumentException("Channel has an inlet already: " + inlet.address());
        }
        if (isOver) {
            inlet.shut();
        }
        inlet.sendCredit();
    }

    /** The sender is gone; what has arrived completely stays, unless the channels are lost. */
    void end() {
        isOver = true;
    }

    /** Ends all channels. */
    void shut() {
        isOver = true;
        inlets.all().forEach(RemoteInlet::shut);
    }
}
