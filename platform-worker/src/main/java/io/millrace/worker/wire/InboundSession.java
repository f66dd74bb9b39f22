package io.millrace.worker.wire;

import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.Waker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one executor sends to us: its runs, and the lane of messages.
 *
 * <pre>
 * no connection ──HELLO──▶ told what arrived ──LOST──▶ open
 *       ▲──────────────────────┴─────────────────────────┘ connection lost
 * </pre>
 */
final class InboundSession extends Session {

    private final Wire wire;
    private final List<InboundRun> runs = new ArrayList<>();
    private final Map<Integer, InboundRun> numbered = new HashMap<>();
    private final PendingOpens pending = new PendingOpens();
    private final MessageInbox messages = new MessageInbox();
    private final List<LostChannel> lost = new ArrayList<>();
    private @Nullable Long otherInstance;
    private boolean isResumed;

    InboundSession(Wire wire, int executor) {
        super(executor);
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    @Override
    void attach(Link next, Hello hello, Notices notices) {
        Link old = link;
        if (old != null) {
            old.fail(new WireFault(ErrorCode.REPLACED, "A newer connection has taken over"), notices);
        }
        Long known = otherInstance;
        otherInstance = hello.member().instance();
        if (known != null && !known.equals(otherInstance)) {
            forgetOther(notices);
        }
        lost.clear();
        messages.resume();
        // Before the grants are read, so that none of them is missed: see RemoteInlet.sendCredit.
        link = next;
        Resume.send(FrameType.RESUME, messages.received(), arrived(), next);
        next.open();
    }

    @Override
    void detach(Link gone, String reason, Notices notices) {
        if (link == gone) {
            link = null;
            isResumed = false;
        }
    }

    @Override
    void onFrame(FrameType type, Frame frame, Notices notices) throws WireFault {
        if (type == FrameType.LOST && !isResumed) {
            onLost(frame, notices);
            return;
        }
        if (!isResumed) {
            throw unexpected(type);
        }
        switch (type) {
            case DATA -> onData(frame);
            case MESSAGE -> onMessage(frame, notices);
            case OPEN -> onOpen(frame, notices);
            case CLOSE -> onClose(frame.run());
            default -> throw unexpected(type);
        }
    }

    /** Makes an inlet, for which the least window has been reserved. */
    synchronized RemoteInlet inlet(Attempt attempt, ChannelAddress address, Waker consumer) {
        InboundRun run = run(attempt);
        RemoteInlet inlet = new RemoteInlet(run, address, consumer);
        run.add(inlet);
        return inlet;
    }

    private InboundRun run(Attempt attempt) {
        for (InboundRun run : runs) {
            if (run.attempt() == attempt) {
                return run;
            }
        }
        InboundRun run = new InboundRun(this, attempt);
        runs.add(run);
        return run;
    }

    /** Answers those who have opened an attempt before we did, and those who still want an older one. */
    synchronized void opened(Attempt attempt, Notices notices) {
        pending.takeUpTo(attempt.spec()).forEach((number, request) -> answer(number, request, notices));
    }

    /** Ends what an attempt has here. */
    synchronized void close(Attempt attempt) {
        runs.removeIf(run -> {
            boolean isMeant = run.attempt() == attempt;
            if (isMeant) {
                run.shut();
                numbered.remove(run.number());
            }
            return isMeant;
        });
    }

    private List<Resume.Entry> arrived() {
        List<Resume.Entry> entries = new ArrayList<>();
        for (InboundRun run : numbered.values()) {
            for (RemoteInlet inlet : run.inlets().all()) {
                entries.add(new Resume.Entry(run.number(), inlet.lane(), inlet.receivedFrames(), inlet.grantedBytes()));
            }
        }
        return entries;
    }

    /** The other side was another process before, and what that one had on the way will not come any more. */
    private void forgetOther(Notices notices) {
        List<LostChannel> gone = new ArrayList<>();
        for (InboundRun run : numbered.values()) {
            run.inlets().all().stream()
                    .filter(inlet -> !inlet.isShut())
                    .forEach(inlet -> gone.add(lost(run, inlet, -1)));
            run.shut();
        }
        numbered.clear();
        pending.clear();
        boolean areMessagesLost = messages.received() > 0;
        messages.restart();
        tell(gone, areMessagesLost, "The executor is another process than before", notices);
    }

    private void onLost(Frame frame, Notices notices) throws WireFault {
        long sentMessages = Resume.read(frame, "LOST", entry -> {
            InboundRun run = numbered.get(entry.run());
            RemoteInlet inlet = run == null ? null : run.inlets().get(entry.lane());
            if (run != null && inlet != null && !inlet.isShut()) {
                lost.add(lost(run, inlet, entry.frames()));
                inlet.shut();
            }
        });
        if ((frame.flags() & Resume.LAST) != 0) {
            isResumed = true;
            boolean areMessagesLost = messages.goOnBehind(sentMessages);
            tell(List.copyOf(lost), areMessagesLost, "The connection broke while frames were on their way", notices);
            lost.clear();
        }
    }

    private void tell(List<LostChannel> channels, boolean areMessagesLost, String reason, Notices notices) {
        if (!channels.isEmpty() || areMessagesLost) {
            notices.add(listener -> listener.onLost(executor, channels, areMessagesLost, reason));
        }
    }

    private static LostChannel lost(InboundRun run, RemoteInlet inlet, long sent) {
        return new LostChannel(run.attempt().spec().topology(), inlet.address(), true, sent, inlet.receivedFrames());
    }

    private void onData(Frame frame) throws WireFault {
        InboundRun run = numbered.get(frame.run());
        if (run == null) {
            wire.countDropped();
            return;
        }
        RemoteInlet inlet = run.inlets().get(frame.lane());
        if (inlet == null) {
            throw new WireFault(
                    ErrorCode.OVERDRAWN,
                    "Frame is of a channel that was granted nothing: run=" + frame.run() + ", lane="
                            + Long.toHexString(frame.lane()));
        }
        inlet.onData(frame);
    }

    private void onMessage(Frame frame, Notices notices) throws WireFault {
        byte[] message = messages.receive(frame);
        notices.add(listener -> listener.onMessage(executor, message));
        Link current = link;
        if (current != null && messages.grant()) {
            current.sendFrame(Draft.credit(MessageLane.RUN, Lanes.NONE, messages.grantedBytes(), wire.buffers()));
        }
    }

    private void onOpen(Frame frame, Notices notices) throws WireFault {
        if (frame.run() == InboundRun.NONE) {
            throw new WireFault(ErrorCode.PROTOCOL, "OPEN has no number");
        }
        OpenRequest request = OpenRequest.read(frame.body("OPEN"));
        if (wire.attempts().isStillToCome(request.topology(), request.attempt())) {
            if (!pending.add(frame.run(), request, frame.frameBytes())) {
                refuse(frame.run(), ErrorCode.TOO_MANY, "Too many attempts wait to be opened", notices);
            }
            return;
        }
        answer(frame.run(), request, notices);
    }

    private void answer(int number, OpenRequest request, Notices notices) {
        Attempt attempt = wire.attempts().find(request.topology(), request.attempt());
        if (attempt == null) {
            refuseOver(number, request, notices);
            return;
        }
        String difference = request.difference(attempt.spec());
        if (difference != null) {
            refuse(number, ErrorCode.TYPES, difference, notices);
            return;
        }
        InboundRun run = run(attempt);
        boolean isTaken = run.number() != InboundRun.NONE && run.number() != number;
        if (run.isOver() || isTaken) {
            refuseOver(number, request, notices);
            return;
        }
        numbered.put(number, run);
        Link current = link;
        if (current != null) {
            current.send(current.draft(FrameType.ACCEPT), 0, number);
        }
        run.begin(number);
    }

    private void refuseOver(int number, OpenRequest request, Notices notices) {
        refuse(
                number,
                ErrorCode.ATTEMPT_OVER,
                "Attempt is over here: topology=" + Texts.printable(request.topology(), 100) + ", attempt="
                        + request.attempt(),
                notices);
    }

    private void refuse(int number, ErrorCode code, String text, Notices notices) {
        Refusals.tell(executor, code, text, notices);
        Link current = link;
        if (current != null) {
            Draft draft = current.draft(FrameType.REFUSE).u16(code.number()).text(text, Refusals.MAX_TEXT_BYTES);
            current.send(draft, 0, number);
        }
    }

    private void onClose(int number) {
        pending.remove(number);
        InboundRun run = numbered.remove(number);
        if (run != null) {
            run.end();
        }
    }
}
