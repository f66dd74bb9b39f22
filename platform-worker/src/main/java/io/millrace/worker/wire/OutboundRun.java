package io.millrace.worker.wire;

import java.util.HashMap;
import java.util.Map;

/**
 * The channels of one attempt to one executor. Guarded by the session.
 *
 * <pre>
 * OFFERED ──ACCEPT──▶ ACCEPTED
 *    └──REFUSE──▶ OVER ◀──the other process is gone──┘
 * </pre>
 */
final class OutboundRun {

    /** What the other side has said to it. */
    enum State {
        OFFERED,
        ACCEPTED,
        OVER
    }

    private static final int MAX_EARLY_GRANTS = 1 << 18;

    private final OutboundSession session;
    private final Attempt attempt;
    private final int number;
    private final ChannelTable<RemoteOutlet> outlets = new ChannelTable<>();
    private final Map<Long, Long> earlyGrants = new HashMap<>();
    private State state = State.OFFERED;

    OutboundRun(OutboundSession session, Attempt attempt, int number) {
        this.session = session;
        this.attempt = attempt;
        this.number = number;
    }

    OutboundSession session() {
        return session;
    }

    Attempt attempt() {
        return attempt;
    }

    int number() {
        return number;
    }

    ChannelTable<RemoteOutlet> outlets() {
        return outlets;
    }

    State state() {
        return state;
    }

    void accept() {
        if (state == State.OFFERED) {
            state = State.ACCEPTED;
        }
    }

    /** Ends all channels. */
    void end() {
        state = State.OVER;
        outlets.all().forEach(RemoteOutlet::end);
    }

    void add(RemoteOutlet outlet) {
        if (!outlets.put(outlet.lane(), outlet)) {
            throw new IllegalArgumentException("Channel has an outlet already: " + outlet.address());
        }
        Long granted = earlyGrants.remove(outlet.lane());
        if (granted != null) {
            outlet.grant(granted);
        }
        if (state == State.OVER) {
            outlet.end();
        }
    }

    /** Forgets what a process has granted that is gone. */
    void forgetGrants() {
        earlyGrants.clear();
        outlets.all().forEach(RemoteOutlet::forgetGrant);
    }

    /** Keeps a grant for a channel of which the other side has its end already, and we do not. */
    void grantEarly(long lane, long totalBytes) throws WireFault {
        if (earlyGrants.size() == MAX_EARLY_GRANTS) {
            throw new WireFault(
                    ErrorCode.PROTOCOL, "Too many channels were granted credit and do not exist: run=" + number);
        }
        earlyGrants.merge(lane, totalBytes, Math::max);
    }
}
